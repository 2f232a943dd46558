import { filesOf } from '../../test/files.js';

describe('the words of the API\'s description', () => {
  it('are taken from here: Swagger is loaded by whoever asks for the description, not by each start', () => {
    const loading = /^import (?!type )[^;]*from '@nestjs\/swagger'/m;
    expect(filesOf(['apps', 'libs'], ['.ts']).flatMap(({ path, text }) => (loading.test(text) ? [path] : []))).toEqual([]);
    expect(loading.test("import { ApiTags } from '@nestjs/swagger';")).toBe(true);
  });
});
