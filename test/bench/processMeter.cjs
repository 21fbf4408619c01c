// Loaded into n8n with --require: notes when its event loop was blocked, and writes the list at the end.
const { writeFileSync } = require('node:fs');

const EVERY_MS = 5;
const stalls = [];
let last = performance.now();

setInterval(() => {
	const now = performance.now();
	const blocked = now - last - EVERY_MS;
	if (blocked > 10) stalls.push({ until: performance.timeOrigin + now, blocked });
	last = now;
}, EVERY_MS).unref();

process.on('exit', () => {
	const file = process.env.EVENT_LOOP_STALLS_FILE;
	// Child processes of n8n inherit the option but have no file of their own.
	if (file && process.argv.includes('execute')) writeFileSync(file, JSON.stringify(stalls));
});
