import type { IDataObject } from 'n8n-workflow';

/** Attributes that hold a whole name, the usual one first. */
const WHOLE_NAME = ['display_name', 'company'];

/** What a customer or another person is called: the name, first and last name, or what stands for them; '' for none. */
export function nameOfPerson(person: IDataObject): string {
	const fullName = [person.first_name, person.last_name].map(text).filter(Boolean).join(' ');
	const others = WHOLE_NAME.map((attribute) => text(person[attribute]));
	return text(person.name) || fullName || (others.find(Boolean) ?? '');
}

function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
