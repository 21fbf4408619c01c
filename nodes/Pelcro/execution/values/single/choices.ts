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
 * One of the field's choices, by its value or its name in any case. Where the reference does not name them all
 * (`otherChoices`), another word, which can only come from an expression, goes through: Pelcro knows better than this list
 * whether there is such a value. Elsewhere a filter by it would find nothing, and nobody would know why.
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
	if (field.otherChoices && text && WORD.test(text)) return text;
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
