// Loaded into a process with --require: notes CPU time, memory and blocks of the event loop while it runs, and
// writes them to METER_FILE at its end.
const { writeFileSync } = require('node:fs');

const LOOP_EVERY_MS = 5;
const SAMPLE_EVERY_MS = 50;
const file = process.env.METER_FILE;
const samples = [];
const blocks = [];

// Child processes of n8n inherit the option, but only the process that runs the workflow is meant.
const isMeant = process.argv.includes('execute') || process.env.METER_ALL === '1';

/** CPU time of the thread that has the event loop, where Node.js tells it (from 23.9), else the time that goes by. */
function workMs() {
	if (process.threadCpuUsage === undefined) return performance.now();
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

if (file && isMeant) {
	let last = performance.now();
	let lastWork = workMs();
	setInterval(() => {
		const now = performance.now();
		const blocked = now - last - LOOP_EVERY_MS;
		const work = workMs();
		if (blocked > 10) {
			const worked = Math.min(blocked, work - lastWork);
			blocks.push({ until: performance.timeOrigin + now, blocked, worked });
		}
		last = now;
		lastWork = work;
	}, LOOP_EVERY_MS).unref();

	const sample = () => {
		const { user, system } = process.cpuUsage();
		samples.push({
			at: performance.timeOrigin + performance.now(),
			cpuMs: (user + system) / 1000,
			rss: process.memoryUsage.rss(),
		});
	};
	setInterval(sample, SAMPLE_EVERY_MS).unref();
	process.on('exit', () => {
		sample();
		writeFileSync(file, JSON.stringify({ samples, blocks }));
	});
}
