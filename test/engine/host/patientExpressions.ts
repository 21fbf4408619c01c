import * as engine from 'n8n-workflow';

/**
 * n8n gives a regular expression of a form 250 ms of the clock, its start included, which a busy machine does not always
 * have: such a test would fail for a reason that is none of its own. Older engines have no such limit.
 */
export function allowSlowExpressions(): void {
	const setEngine: unknown = Reflect.get(engine, 'setSafeRegexEngine');
	if (typeof setEngine !== 'function') return;
	setEngine({
		exec: (pattern: string, input: string, flags?: string) =>
			new RegExp(pattern, flags).exec(input),
		test: (pattern: string, input: string, flags?: string) =>
			new RegExp(pattern, flags).test(input),
		replace: (pattern: string, input: string, flags: string | undefined, replacement: string) =>
			input.replace(new RegExp(pattern, flags), replacement),
		matchAll: (pattern: string, input: string, flags?: string) =>
			Array.from(
				input.matchAll(new RegExp(pattern, flags?.includes('g') ? flags : `${flags ?? ''}g`)),
			),
		split: (pattern: string, input: string, flags?: string) =>
			input.split(new RegExp(pattern, flags)),
	});
}
