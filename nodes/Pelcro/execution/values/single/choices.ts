import type { INodePropertyOptions } from 'n8n-workflow';

import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';
import { textOf } from './texts';

/** A switch, also as 1 and 0 or as text in any case. */
export function toBoolean(value: unknown, field: PelcroProperty): boolean {
	const text = textOf(value)?.trim().toLowerCase();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	throw refuse(
		field,
		value,
		'true or false',
		'Use the switch, or an expression that gives true or false.',
	);
}

/** A value as a query has it: Pelcro's framework takes 1 and 0 there for yes and no, and neither true nor false. */
export function inQuery(value: unknown): unknown {
	return typeof value === 'boolean' ? Number(value) : value;
}

/** A value as Pelcro writes those of its lists. */
const WORD = /^[\w.:-]{1,64}$/;

/**
 * One of the field's choices, by its value or its name in any case. Pelcro's lists grow, so where the value goes to
 * Pelcro another word, which can only come from an expression, goes through: Pelcro says whether it knows it.
 * Reference: amendment 10.
 *
 * @throws FieldError for everything else
 */
export function toChoice(value: unknown, field: PelcroProperty): unknown {
	const choices = choicesOf(field);
	const text = textOf(value)?.trim();
	const chosen =
		choices.find((option) => String(option.value) === text) ??
		choices.find((option) => [String(option.value), option.name].some((own) => isSame(own, text)));
	if (chosen !== undefined) return chosen.value;
	// What Pelcro calls something new is better known to it than to this list.
	const goesOn = field.otherChoices || field.routing?.send !== undefined;
	if (goesOn && text && WORD.test(text)) return text;
	const allowed = choices.map((option) => String(option.value)).join(', ');
	throw refuse(field, value, 'one of the choices', `Allowed are: ${allowed}.`);
}

/** Several of the field's choices: as a list, or separated by commas. */
export function toChoices(value: unknown, field: PelcroProperty): unknown[] {
	const list: unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(',') ?? [value]);
	return list.map((entry) => toChoice(entry, field));
}

function choicesOf(field: PelcroProperty): INodePropertyOptions[] {
	return (field.options ?? []).filter((option) => 'value' in option);
}

function isSame(own: string, text: string | undefined): boolean {
	return own.toLowerCase() === text?.toLowerCase();
}
