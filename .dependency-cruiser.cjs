/**
 * Who may import whom. Imports run one way: no circle of files anywhere, and between rooms only downwards.
 * The picture of the house is in CONTRIBUTING.md.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
const EXECUTION = 'nodes/Pelcro/execution';

/** Rooms of `EXECUTION` from the ground up: each may use those before it. */
const ROOMS = ['values', 'request', 'records', 'output', 'run'];

const rooms = ROOMS.slice(0, -1).map((room, floor) => ({
	name: `${room}-uses-no-upper-room`,
	severity: 'error',
	from: { path: `^${EXECUTION}/${room}/` },
	to: { path: `^${EXECUTION}/(${ROOMS.slice(floor + 1).join('|')})/` },
}));

module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'transport-uses-nothing-above',
			severity: 'error',
			from: { path: '^nodes/transport/' },
			to: { path: '^nodes/(common|Pelcro|PelcroTrigger)' },
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
			from: { path: '^nodes/PelcroTrigger/' },
			to: { path: '^nodes/Pelcro/' },
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
		...rooms,
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.tools.json' },
		exclude: { path: '(^|/)(node_modules|dist)/' },
		doNotFollow: { path: 'node_modules' },
	},
};
