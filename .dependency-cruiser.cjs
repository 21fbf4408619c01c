/**
 * Who may import whom. Imports run one way: no circle of files anywhere, and between rooms only downwards.
 * The picture of the house is in CONTRIBUTING.md.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const EXECUTION = 'nodes/Pelcro/execution';

/** Rooms of `EXECUTION` from the ground up: each may use those before it. */
const ROOMS = ['values', 'request', 'records', 'output', 'run'];

/** Floors of the sandbox from the ground up; above them are the files that its users start from. */
const FLOORS = [
	'(contract|model)/',
	'store/',
	'outgoing/',
	'api/',
	'resources/',
	'(webhooks|seed)/',
	'account/',
	'server/',
	'[^/]+\\.ts$',
];

/**
 * @param {string} house folder
 * @param {readonly string[]} floors patterns of paths in it, from the ground up
 * @returns a rule for each floor but the uppermost: it uses nothing above it
 */
const onlyDownwards = (house, floors) =>
	floors.slice(0, -1).map((floor, height) => ({
		name: `${house}: ${floor} uses nothing above`,
		severity: 'error',
		from: { path: `^${house}/${floor}` },
		to: {
			path: floors.slice(height + 1).map((upper) => `^${house}/${upper}`),
		},
	}));

module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'transport-uses-nothing-above',
			severity: 'error',
			from: { path: '^nodes/transport/' },
			to: { path: '^nodes/(common|Pelcro)' },
		},
		{
			name: 'common-uses-no-node',
			severity: 'error',
			from: { path: '^nodes/common/' },
			to: { path: '^nodes/Pelcro' },
		},
		{
			name: 'triggers-use-no-inside-of-the-action-node',
			severity: 'error',
			from: { path: '^nodes/Pelcro(Changes)?Trigger/' },
			// Its lists and what stands beside records have doors for others.
			to: { path: '^nodes/Pelcro/', pathNot: '^nodes/Pelcro/(lists|related)/index\\.ts$' },
		},
		{
			name: 'triggers-use-each-other-not',
			severity: 'error',
			from: { path: '^nodes/PelcroChangesTrigger/' },
			to: { path: '^nodes/PelcroTrigger/' },
		},
		{
			name: 'resources-are-data',
			severity: 'error',
			from: { path: '^nodes/Pelcro/resources/' },
			to: { path: `^(${EXECUTION}|nodes/transport)/` },
		},
		{
			name: 'shipped-uses-no-tools',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(sandbox|demo|docs|test)/' },
		},
		{
			name: 'sandbox-uses-only-itself',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^(nodes|demo|docs|test)/' },
		},
		...onlyDownwards(
			EXECUTION,
			ROOMS.map((room) => `${room}/`),
		),
		...onlyDownwards('sandbox', FLOORS),
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.tools.json' },
		exclude: { path: '(^|/)(node_modules|dist)/' },
		doNotFollow: { path: 'node_modules' },
	},
};
