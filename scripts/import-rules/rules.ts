/** A name, its reason, which files it binds and what those must not import. */
export interface ImportRule {
  readonly name: string;
  readonly reason: string;
  readonly from: RegExp;
  readonly except?: RegExp;
  /** Paths from the repository's root, or package names. `$1` stands for the first group of `from`. */
  readonly forbidden: string;
  readonly allowed?: string;
}

const rooms = 'sources|parsers|outputs|feeds';
const tests = /\.(test|contract|bench)\.ts$|^testing\//;

const rule = (
  name: string,
  reason: string,
  from: RegExp,
  forbidden: string,
  allowed?: string,
): ImportRule => ({
  name,
  reason,
  from,
  except: tests,
  forbidden,
  ...(allowed === undefined ? {} : { allowed }),
});

/** Who may import whom; ARCHITECTURE.md says it in words. */
export const importRules: readonly ImportRule[] = [
  rule(
    'domain-is-pure',
    'The words of the field depend on nothing.',
    /^src\/domain\//,
    '.',
    '^src/domain/',
  ),
  rule(
    'ports-know-the-domain',
    'An interface must not drag in its implementation.',
    /^src\/ports\//,
    '.',
    '^src/(domain|ports)/',
  ),
  rule(
    'config-knows-contracts',
    'Configuration is data; what is done with it is decided elsewhere.',
    /^src\/config\//,
    '^src/',
    `^src/(domain|config)/|^src/(${rooms})/[^/]+\\.ts$`,
  ),
  rule(
    'stages-know-contracts',
    'A stage asks a port; a runtime decides who answers.',
    /^src\/stages\//,
    '^src/',
    `^src/(domain|ports|stages)/|^src/(${rooms})/[^/]+\\.ts$`,
  ),
  rule(
    'stages-are-strangers',
    'Data passes as domain types; a runtime joins the stages.',
    /^src\/stages\/([^/]+)\//,
    '^src/stages/',
    '^src/stages/$1/',
  ),
  rule(
    'members-know-their-room',
    'A member uses domain, ports and its own contract.',
    new RegExp(`^src/(${rooms})/[^/]+/`),
    '^src/',
    '^src/(domain|ports|$1)/',
  ),
  rule(
    'members-are-strangers',
    'Deleting one folder breaks no other.',
    new RegExp(`^src/((?:${rooms})/[^/]+)/`),
    `^src/(${rooms})/[^/]+/`,
    '^src/$1/',
  ),
  rule(
    'adapters-know-ports',
    'An adapter translates; it does not decide.',
    /^src\/adapters\//,
    '^src/',
    '^src/(adapters|ports|domain)/',
  ),
  rule(
    'aws-in-one-place',
    'Everything else can run on a laptop.',
    /^src\/(?!adapters\/aws\/)/,
    '^@aws-sdk/',
  ),
  rule(
    'tools-ask-nobody',
    'What a schema looks like follows from samples alone.',
    /^src\/schema-tools\//,
    '^src/(adapters|runtimes|ports)/',
  ),
  rule(
    'runtimes-have-no-terminal',
    'The command line is built on a runtime, not the other way round.',
    /^src\/(?!cli\/)/,
    '^src/cli/',
  ),
  rule(
    'content-uses-exports',
    'Starter rules can do no more than an operator can.',
    /^(rules|matchers|publishers)\//,
    '.',
    '^streamalert$|^(rules|matchers|publishers)/',
  ),
  rule(
    'the-package-is-light',
    'Every rule file imports the package: the engine behind detect() is loaded when it is called.',
    /^src\/(index|authoring|library\/(detect|detector|classified))\.ts$/,
    '^src/(adapters|cli|config|runtimes|stages)/|^src/library/(?!(detect|detector|classified|open-detector)\\.ts$)',
  ),
  rule(
    'tests-stay-outside',
    'Nothing that ships needs a test file.',
    /^(src|rules|matchers|publishers)\//,
    '\\.(test|contract|bench)\\.ts$|^testing/',
  ),
];
