export { ApiModule } from './api.module.js';
export { kebab } from './commands/command-controller.js';
export { commandGroups } from './commands/command-groups.js';
export { readBody } from './commands/read-body.js';
export { refusalCodes } from './refusal-codes.js';
export { serve } from './serve.js';
