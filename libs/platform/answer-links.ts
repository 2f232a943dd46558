import { isSignatureOf, newSigningKey, signatureOf } from '#adapters/node-crypto';
import { answerPath, signedOfLink } from '#reminders';
import type { Vault } from '#kernel';
import { log } from './logging.js';

/** Name of the key in the vault. */
const keyName = 'answer-links';

export type AnswerLinkSettings = {
  /** The vault, opened at the first need of it. */
  readonly vault: () => Vault;
  /** Where people reach this server, without a slash at its end; undefined: not known before it listens. */
  readonly publicUrl: string | undefined;
};

/**
 * Links by which whoever was told answers without an account: signed by a key that is made at the first need and never leaves the
 * vault. Whoever has the link may answer the one notice, once; a vault that is lost makes all links of before void, and no more.
 */
export class AnswerLinks {
  #base: string | undefined;
  #key: Promise<Uint8Array> | undefined;

  constructor(private readonly settings: AnswerLinkSettings) {
    this.#base = settings.publicUrl;
  }

  /** The address this process listens on: stands in for a public one until there is one. */
  servedAt(address: string): void {
    this.#base = this.settings.publicUrl ?? address;
  }

  /** Links for the message of a notice; none where the vault cannot be used: a message without a link is better than none. */
  async of(notice: string): Promise<{ readonly list: string; readonly acknowledge: string } | undefined> {
    if (this.#base === undefined) return undefined;
    const key = await this.#signingKey().catch((error: unknown) => void log.warn({ error }, 'messages go out without a link'));
    if (key === undefined) return undefined;
    const list = `${this.#base}${answerPath}/${notice}/${signatureOf(key, signedOfLink(notice))}`;
    return { list, acknowledge: `${list}#answer` };
  }

  /** Whether the signature is ours for this notice. @throws StoreUnavailable */
  async isOurs(notice: string, signature: string): Promise<boolean> {
    return isSignatureOf(signature, await this.#signingKey(), signedOfLink(notice));
  }

  #signingKey(): Promise<Uint8Array> {
    this.#key ??= this.#kept().catch((error: unknown) => {
      this.#key = undefined;
      throw error;
    });
    return this.#key;
  }

  /** Of two processes that make it at once, the second takes the first one's. */
  async #kept(): Promise<Uint8Array> {
    const vault = this.settings.vault();
    const there = await vault.get(keyName);
    if (there !== undefined) return there.value;
    await vault.putIfAbsent(keyName, newSigningKey());
    const made = await vault.get(keyName);
    if (made === undefined) throw new Error(`the vault kept no key "${keyName}"`);
    return made.value;
  }
}
