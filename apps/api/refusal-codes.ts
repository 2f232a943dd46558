import { campaignRefusals } from '#campaign';
import { evaluationRefusals } from '#evaluation';
import { registerRefusals } from '#register';
import { rulesRefusals } from '#rules';

/** Every code with which a rule may say no. */
export const refusalCodes: readonly string[] = [...new Set<string>([...registerRefusals, ...rulesRefusals, ...campaignRefusals, ...evaluationRefusals])].toSorted();
