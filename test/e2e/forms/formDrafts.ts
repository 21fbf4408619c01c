import type { INodeProperties } from 'n8n-workflow';

import { Pelcro } from '../../../index.js';

/** Values of a node's fields, as a workflow stores them. */
export type Parameters = Record<string, unknown>;

/** One form: an operation, and the choices that change what it shows. */
export interface Form {
	resource: string;
	operation: string;
	chosen?: Parameters;
}

const { properties } = new Pelcro().description;

/** What a node with this form is called. */
export function titleOf({ resource, operation, chosen = {} }: Form): string {
	return [resource, operation, ...Object.values(chosen)].join(' ');
}

/** Every operation of every resource, in the order of the lists. */
export function allForms(): Form[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) => {
			const resource = String(displayOptions?.show?.resource?.[0]);
			return options.map((option) => ({
				resource,
				operation: 'value' in option ? String(option.value) : '',
			}));
		});
}

/** The fields that a form shows, in their order. */
export function fieldsOf({ resource, operation, chosen = {} }: Form): INodeProperties[] {
	const belongs = ({ displayOptions: { show = {} } = {} }: INodeProperties) =>
		(show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true);
	const ofForm = properties.filter(belongs);
	const valueOf = (key: string) =>
		(chosen[key] ?? ofForm.find(({ name }) => name === key)?.default) as string;
	return ofForm
		.filter(({ name, displayOptions: { show = {} } = {} }) => {
			const { resource: _resource, operation: _operation, ...conditions } = show;
			return (
				name !== 'resource' &&
				name !== 'operation' &&
				Object.entries(conditions).every(([key, values]) => values?.includes(valueOf(key)))
			);
		})
		.map((field) => withShownOptions(field, { resource, operation }));
}

/** A collection without the optional fields that only other operations have. */
function withShownOptions(field: INodeProperties, chosen: Parameters): INodeProperties {
	if (field.type !== 'collection') return field;
	const options = (field.options ?? []).filter((option) => {
		const { show = {} } = ('displayOptions' in option && option.displayOptions) || {};
		return Object.entries(show).every(
			([key, values]) =>
				!key.startsWith('/') || (values?.includes(String(chosen[key.slice(1)])) ?? true),
		);
	});
	return { ...field, options };
}

/** The form with each optional field added, and one row in each repeatable group, all with their defaults. */
export function filledIn(form: Form, fields = fieldsOf(form)): Parameters {
	const { resource, operation, chosen } = form;
	const added = fields.filter(({ type }) => type === 'collection' || type === 'fixedCollection');
	const values = added.map((field) => [field.name, fullValueOf(field)]);
	return { resource, operation, ...Object.fromEntries(values), ...chosen };
}

/** The optional fields in a collection. */
export function optionalFieldsOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options.filter((option): option is INodeProperties => 'type' in option);
}

function fullValueOf(field: INodeProperties): unknown {
	const { type, typeOptions } = field;
	if (type === 'collection') return valuesOf(optionalFieldsOf(field));
	if (type === 'fixedCollection') {
		const [group] = field.options ?? [];
		return group !== undefined && 'values' in group
			? { [group.name]: [valuesOf(group.values)] }
			: field.default;
	}
	return typeOptions?.multipleValues ? [''] : field.default;
}

function valuesOf(fields: INodeProperties[]): Parameters {
	return Object.fromEntries(fields.map((field) => [field.name, fullValueOf(field)]));
}
