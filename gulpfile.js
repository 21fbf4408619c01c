const { execFileSync } = require('node:child_process');
const { readFileSync, rmSync, writeFileSync } = require('node:fs');
const { dest, parallel, series, src } = require('gulp');

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

/** Without the sources' comments: a quarter of what every n8n would download and read. */
async function compile() {
	const tsc = [require.resolve('typescript/bin/tsc'), '--removeComments'];
	execFileSync(process.execPath, tsc, { stdio: 'inherit' });
}

function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

/** What n8n's editor shows of a node's output before anything has run. */
function schemas() {
	return src('nodes/**/__schema__/**/*.json').pipe(dest('dist/nodes'));
}

/** For `npm version`: nodes may not read files, so the version stands in the source, too. */
async function version() {
	const file = 'nodes/transport/version.ts';
	const { version: next } = JSON.parse(readFileSync('package.json', 'utf8'));
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replace(/(PACKAGE_VERSION = ')[^']*/, `$1${next}`));
}

exports.version = version;
exports.build = series(clean, compile, parallel(icons, codex, schemas));
