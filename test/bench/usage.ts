import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT, RUN_STATE } from '../../demo/projectPaths';

/** What a process used between two moments. */
export interface Usage {
	elapsedMs: number;
	cpuMs: number;
	/** The longest that the event loop was blocked by something that began in between, in ms. */
	longestBlockMs: number;
	/** The longest such block by the CPU time in it, in ms: what else the machine did meanwhile does not count. */
	longestWorkMs: number;
	/** The most memory (resident set), and how much of it had come since the first moment, in MB. */
	peakMemoryMb: number;
	addedMemoryMb: number;
}

interface Sample {
	at: number;
	cpuMs: number;
	rss: number;
}

interface Meter {
	samples: Sample[];
	blocks: Array<{ until: number; blocked: number; worked: number }>;
}

let meters = 0;

/** A file for one process's meter, and the environment that makes the process write it. */
export function newMeter(allProcesses = false): { file: string; env: NodeJS.ProcessEnv } {
	meters += 1;
	mkdirSync(RUN_STATE, { recursive: true });
	const file = join(RUN_STATE, `bench-meter-${process.pid}-${meters}.json`);
	const env = { METER_FILE: file, ...(allProcesses && { METER_ALL: '1' }) };
	return { file, env: { ...env, NODE_OPTIONS: `--require ${preload('processMeter.cjs')}` } };
}

/** The path of a file of this folder that is loaded into processes before anything else. */
function preload(name: string): string {
	return join(PROJECT, 'test', 'bench', name);
}

/** The environment in which the package in n8n takes so many ms for Pelcro's minute, beside other environment. */
export function shortWindow(windowMs: number, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const options = [env.NODE_OPTIONS, `--require ${preload('shortWindow.cjs')}`];
	return {
		...env,
		RATE_WINDOW_MS: String(windowMs),
		NODE_OPTIONS: options.filter(Boolean).join(' '),
	};
}

/**
 * Reads what a process used between two moments (milliseconds since the epoch), and removes its file.
 *
 * @throws Error when the process has not written its meter
 */
export function usageBetween(file: string, from: number, until: number): Usage {
	const { samples, blocks } = JSON.parse(readFileSync(file, 'utf8')) as Meter;
	rmSync(file);
	const first = [...samples].reverse().find(({ at }) => at <= from) ?? samples[0];
	const last = samples.find(({ at }) => at >= until) ?? samples[samples.length - 1];
	if (first === undefined || last === undefined) throw new Error('The meter has no samples');
	const within = samples.filter(({ at }) => at >= first.at && at <= last.at);
	const peak = Math.max(...within.map(({ rss }) => rss));
	const own = blocks.filter(({ until: end, blocked }) => {
		const begin = end - blocked;
		return begin >= from && begin <= until;
	});
	return {
		elapsedMs: until - from,
		cpuMs: last.cpuMs - first.cpuMs,
		longestBlockMs: Math.max(0, ...own.map(({ blocked }) => blocked)),
		longestWorkMs: Math.max(0, ...own.map(({ worked }) => worked)),
		peakMemoryMb: peak / 1e6,
		addedMemoryMb: (peak - first.rss) / 1e6,
	};
}
