import type { INodePropertyOptions } from 'n8n-workflow';

import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

export function toBoolean(value: unknown, field: PelcroProperty): boolean {
	if (value === true || value === 'true' || value === 1 || value === '1') return true;
	if (value === false || value === 'false' || value === 0 || value === '0') return false;
	throw refuse(
		field,
		value,
		'true or false',
		'Use the switch, or an expression that gives true or false.',
	);
}

export function toChoice(value: unknown, field: PelcroProperty): unknown {
	const choices = choicesOf(field);
	const choice = choices.find((option) => String(option.value) === String(value));
	if (choice !== undefined) return choice.value;
	const allowed = choices.map((option) => String(option.value)).join(', ');
	throw refuse(field, value, 'one of the choices', `Allowed are: ${allowed}.`);
}

export function toChoices(value: unknown, field: PelcroProperty): unknown[] {
	const list = Array.isArray(value) ? value : String(value).split(',');
	return list.map((entry: unknown) =>
		toChoice(typeof entry === 'string' ? entry.trim() : entry, field),
	);
}

function choicesOf(field: PelcroProperty): INodePropertyOptions[] {
	return (field.options ?? []).filter((option) => 'value' in option);
}
