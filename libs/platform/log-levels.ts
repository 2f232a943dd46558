/** How much the process log tells. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
