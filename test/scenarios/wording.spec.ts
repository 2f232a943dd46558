import { campaignDeciders, campaignEvents } from '#campaign';
import { evaluation, evaluationEvents } from '#evaluation';
import { registerDeciders, registerEvents } from '#register';
import { rulesDeciders, rulesEvents } from '#rules';
import { keysOf, languageOf, languages, padTo, say, widthOf, wordFor } from './wording.js';

describe('the words of the runner', () => {
  test('are there in both languages, with the same placeholders', () => {
    expect(keysOf('en')).toEqual(keysOf('zh-CN'));
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([found]) => found).toSorted();
    for (const key of keysOf('en')) expect([key, placeholders(say('en', key))]).toEqual([key, placeholders(say('zh-CN', key))]);
  });

  test.each(languages)('name every command and every event in %s', (language) => {
    const commands = [...registerDeciders, ...rulesDeciders, ...campaignDeciders, evaluation].flatMap(({ decide }) => Object.keys(decide));
    const events = [...registerEvents, ...rulesEvents, ...campaignEvents, ...evaluationEvents].map(({ type }) => type);
    const keys = new Set(keysOf(language));
    expect([...commands.map((name) => `do.${name}`), ...events.map((name) => `event.${name}`)].filter((key) => !keys.has(key))).toEqual([]);
  });

  test('follow the locale to English, and stay Chinese otherwise', () => {
    expect(languageOf({ LANG: 'en_US.UTF-8' })).toBe('en');
    expect(languageOf({ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' })).toBe('zh-CN');
    expect(languageOf({ LANG: 'C.UTF-8' })).toBe('zh-CN');
    expect(languageOf({})).toBe('zh-CN');
  });

  test('stand in columns: a Chinese character takes two', () => {
    expect(widthOf('应到60人')).toBe(8);
    expect(padTo('应到', 6)).toBe('应到  ');
    expect(wordFor('zh-CN', 'field', 'nobodyKnowsThis')).toBe('nobodyKnowsThis');
  });
});
