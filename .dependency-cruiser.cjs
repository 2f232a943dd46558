/** Direction of the house (docs/ARCHITECTURE.md). No exceptions: a rule that needs one is wrong. */
const pure = '^libs/(kernel|register|rules|campaign|evaluation|reminders|views|sheets|intake)/';
const tests = '[.]spec[.]ts$|^libs/[^/]+/testing/';
const mayUse = (name, from, ...allowed) => ({
  name,
  comment: `${from.path} may use ${allowed.join(', ')} of ours`,
  severity: 'error',
  from,
  to: { path: '^(apps|libs|bench|test)/', pathNot: `^libs/(${allowed.join('|')})/` },
});
/** A library may use those below it; its specs may also stand on the stores and hashes that production stands on. */
const only = (name, library, ...allowed) => [
  mayUse(name, { path: `^libs/${library}/`, pathNot: tests }, library, ...allowed),
  mayUse(`${name}-in-specs`, { path: `^libs/${library}/(testing/|.*[.]spec[.]ts$)` }, library, ...allowed, 'adapters'),
];

module.exports = {
  forbidden: [
    { name: 'no-circles', comment: 'two files that need each other are one', severity: 'error', from: {}, to: { circular: true } },
    ...only('kernel-stands-alone', 'kernel'),
    ...only('sheets-on-kernel', 'sheets', 'kernel'),
    ...only('register-on-kernel', 'register', 'kernel'),
    ...only('rules-on-kernel', 'rules', 'kernel'),
    ...only('campaign-on-rules', 'campaign', 'kernel', 'register', 'rules'),
    ...only('evaluation-on-rules', 'evaluation', 'kernel', 'register', 'rules', 'campaign'),
    ...only('reminders-on-evaluation', 'reminders', 'kernel', 'register', 'rules', 'campaign', 'evaluation'),
    ...only('intake-on-sheets-and-domain', 'intake', 'kernel', 'sheets', 'register', 'rules', 'campaign', 'evaluation'),
    ...only('views-on-all-pure', 'views', 'kernel', 'register', 'rules', 'campaign', 'evaluation', 'reminders'),
    {
      name: 'adapters-implement-ports',
      comment: 'an adapter knows ports, not rules or processes',
      severity: 'error',
      from: { path: '^libs/adapters/' },
      to: { path: '^(apps|bench|test|libs/platform)/' },
    },
    {
      name: 'one-vendor-one-folder',
      comment: 'an adapter uses no other adapter but the hashing all codecs share, the POST all channels share and the encodings all readers of files share; specs may',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/', pathNot: '[.](spec|contract)[.]ts$' },
      to: { path: '^libs/adapters/', pathNot: '^libs/adapters/($1|node-crypto|http-post|text-encoding)/' },
    },
    { name: 'platform-is-glue', comment: 'platform wires, apps use it', severity: 'error', from: { path: '^libs/platform/' }, to: { path: '^(apps|bench|test)/' } },
    {
      name: 'apps-stand-apart',
      comment: 'an app never imports another; standalone mounts api and reminders through their modules',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/standalone/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'pure-means-pure',
      comment: 'no Node module and no package but the schema library in rules, views and kernel; specs and test kits are exempt',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: 'node_modules/typebox/' },
    },
    {
      name: 'through-the-index',
      comment: 'other libraries are entered through index.ts',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/|^libs/[^/]+/index[.]ts$|^libs/(kernel|rules|reminders|sheets)/testing/index[.]ts$|^libs/adapters/[^/]+/index[.]ts$' },
    },
    {
      name: 'apps-through-the-index',
      comment: 'apps enter libraries through index.ts',
      severity: 'error',
      from: { path: '^(apps|bench|test)/' },
      to: { path: '^libs/', pathNot: '^libs/[^/]+/index[.]ts$|^libs/(kernel|rules|reminders|sheets)/testing/index[.]ts$|^libs/adapters/[^/]+/index[.]ts$' },
    },
    { name: 'no-orphan-imports', comment: 'what is imported exists', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'declared-dependencies', comment: 'what is imported stands in package.json', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
  },
};
