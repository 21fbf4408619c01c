import type { PelcroProperty } from '../types';

/** How a person is called. Each takes whose name it is, and what else is to be known, as its description. */

/** Reference: addresses, customers, newsletters and vendors, create and update. */
export function firstNameField(description: string): PelcroProperty {
	return {
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan',
		description,
		routing: { send: { type: 'body', property: 'first_name' } },
	};
}

/** Reference: addresses, customers, newsletters and vendors, create and update. */
export function lastNameField(description: string): PelcroProperty {
	return {
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Smith',
		description,
		routing: { send: { type: 'body', property: 'last_name' } },
	};
}
