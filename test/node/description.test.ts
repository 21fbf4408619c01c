import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Pelcro } from '../../nodes/Pelcro/Pelcro.node';
import { PelcroChangesTrigger } from '../../nodes/PelcroChangesTrigger/PelcroChangesTrigger.node';
import { PelcroTrigger } from '../../nodes/PelcroTrigger/PelcroTrigger.node';
import { encode } from '../../nodes/Pelcro/execution/values/encode';
import { listSearch } from '../../nodes/Pelcro/listSearch';
import { resources } from '../../nodes/Pelcro/resources';
import type { PelcroProperty } from '../../nodes/Pelcro/shared/types';

const { properties } = new Pelcro().description;

const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);
const each = operations.map(
	({ resource, operation }) => [`${resource.name}: ${operation.option.name}`, operation] as const,
);

/** A field and, for a collection, the fields in it. */
function withNested(field: PelcroProperty): PelcroProperty[] {
	const nested = (field.options ?? []).filter(
		(option): option is PelcroProperty => 'type' in option,
	);
	return [field, ...nested];
}

function shownFor(resource: string, operation: string): INodeProperties[] {
	return properties.filter(({ displayOptions, name }) => {
		const { show = {} } = displayOptions ?? {};
		const fits = (key: string, value: string) => show[key]?.includes(value) ?? true;
		return name !== 'resource' && fits('resource', resource) && fits('operation', operation);
	});
}

type Shown = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** Whether one field is shown for other values of a third than the other is. */
function areNeverTogether(one: Shown, other: Shown): boolean {
	return Object.entries(one).some(
		([name, values]) => other[name] && !values?.some((value) => other[name]?.includes(value)),
	);
}

describe.each(each)('%s', (_name, operation) => {
	it('has a sentence for the node panel that starts with its verb', () => {
		expect(operation.option.action).toMatch(
			/^[A-Z][a-z]+( or [a-z]+)? (a|an|many|the|all)? ?[a-z]/,
		);
	});

	it('has a path whose every placeholder is a field', () => {
		const { url = '' } = operation.option.routing.request;
		const names = [...url.matchAll(/\$parameter\.(\w+)/g)].map(([, name]) => name);
		const fields = operation.fields.map(({ name }) => name);
		expect(fields).toEqual(expect.arrayContaining(names));
	});

	it('has fields that all go somewhere, each to a place of its own', () => {
		const sent = operation.fields.flatMap((field) =>
			withNested(field)
				.filter(({ type, routing, encoding }) => type !== 'collection' && routing && !encoding)
				.map(({ routing }) => ({
					place: `${routing?.send?.type} ${routing?.send?.property}`,
					show: field.displayOptions?.show ?? {},
				})),
		);
		expect(sent.filter(({ place }) => place.endsWith('undefined'))).toEqual([]);
		for (const [index, one] of sent.entries()) {
			const others = sent.slice(index + 1).filter(({ place }) => place === one.place);
			const together = others.filter(({ show }) => !areNeverTogether(one.show, show));
			expect([one.place, together]).toEqual([one.place, []]);
		}
	});

	it('describes every field, and gives every choice a default that is one', () => {
		const fields = operation.fields.flatMap(withNested);
		const silent = fields.filter(({ type, description }) => type !== 'collection' && !description);
		const misled = fields.filter(({ type, default: usual, options = [] }) => {
			const values = options.map((option) => ('value' in option ? option.value : undefined));
			// Nobody can say beforehand which one of all countries or currencies it is.
			const isOpen = usual === '' && values.length > 100;
			return type === 'options' && !isOpen && !values.some((value) => value === usual);
		});
		expect([...silent, ...misled].map(({ name }) => name)).toEqual([]);
	});

	it('has required fields before optional ones', () => {
		// Required, or one of several of which one is.
		const alternatives = (operation.requirements ?? []).flatMap(({ oneOf }) => oneOf);
		const required = operation.fields.map(
			(field) =>
				field.required === true || alternatives.includes(field.routing?.send?.property ?? ''),
		);
		expect(required).toEqual([...required].sort((one, other) => Number(other) - Number(one)));
	});
});

describe('the form', () => {
	it.each(
		operations.map(({ resource, operation }) => [resource.value, String(operation.option.value)]),
	)('of %s %s has each name once, in the declared order', (resource, operation) => {
		const names = shownFor(resource, operation).map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const declared = operations.find(
			(entry) => entry.resource.value === resource && entry.operation.option.value === operation,
		);
		const fields = declared?.operation.fields.map(({ name }) => name) ?? [];
		expect(names.filter((name) => fields.includes(name))).toEqual(fields);
		expect(names.at(-1)).toBe('options');
	});

	it('lists operations in the order of the alphabet', () => {
		const lists = properties.filter(({ name }) => name === 'operation');
		for (const { options = [] } of lists) {
			const names = options.map(({ name }) => name);
			expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other)));
		}
	});

	it('asks nobody for JSON: such fields are there only when they are added', () => {
		const open = properties.filter(({ type }) => type === 'json');
		expect(open.map(({ displayName }) => displayName)).toEqual([]);
	});

	it('has labels that fit into an added field, beside its controls', () => {
		const added = properties
			.filter(({ type }) => type === 'collection')
			.flatMap(({ options = [] }) => options.map((option) => Object(option).displayName as string));
		// Wider ones are cut off in the editor (measured there by test/e2e/forms/forms.ts).
		const cut = added.filter((name) => name.length > 28);
		expect([...new Set(cut)]).toEqual([]);
	});

	it('refers only to list searches that exist', () => {
		const text = JSON.stringify(properties);
		const used = [...text.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, name]) => name);
		expect(Object.keys(listSearch)).toEqual(expect.arrayContaining(used));
	});

	it('is data: n8n gets it as JSON, with nothing of ours in it', () => {
		expect(JSON.parse(JSON.stringify(properties))).toEqual(properties);
		expect(JSON.stringify(properties)).not.toContain('"encoding"');
	});

	it('has options that can be encoded', () => {
		const choices = operations
			.flatMap(({ operation }) => operation.fields.flatMap(withNested))
			.filter(({ type, encoding }) => type === 'options' && encoding === undefined);
		for (const field of choices) {
			for (const option of field.options ?? []) {
				const { value } = option as INodePropertyOptions;
				const context = {
					timezone: 'UTC',
					amounts: { unit: 'minor', currency: '' },
					emptied: 'notGiven',
				} as const;
				expect(encode(value, field, context)).toBe(value);
			}
		}
	});
});

/** The editor cuts a longer label of an option off while the pointer is on its field. */
const LONGEST_LABEL = 30;

it.each([new PelcroTrigger(), new PelcroChangesTrigger()])(
	'the labels of a trigger’s options fit into its form: $description.name',
	({ description }) => {
		const options = description.properties.find(({ name }) => name === 'options')?.options ?? [];
		const labels = options.flatMap((option) =>
			'displayName' in option ? [option.displayName] : [],
		);
		expect(labels.length).toBeGreaterThan(0);
		expect(labels.filter(({ length }) => length > LONGEST_LABEL)).toEqual([]);
	},
);

describe('simplify', () => {
	it.each(resources.map(({ name, simplifiedFields }) => [name, simplifiedFields] as const))(
		'%s keeps ten fields at the most, the ID first',
		(_name, fields) => {
			expect(fields?.[0] ?? 'id').toBe('id');
			expect(fields?.length ?? 0).toBeLessThanOrEqual(10);
		},
	);
});
