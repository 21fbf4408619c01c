/**
 * Compares the reference with the built node: prints how many endpoints and parameters have an operation and a
 * field, and fails when one is missing or when the node sends one that the reference does not know.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { Pelcro } from '../../index.js';

interface Parameter {
	name: string;
	required: boolean;
	enum: string[] | null;
}

interface Endpoint {
	resource: string;
	operation: string;
	method: string;
	path: string;
	pathParams: Parameter[];
	queryParams: Parameter[];
	bodyParams: Parameter[];
}

interface Operation {
	name: string;
	method: string;
	path: string;
	fields: INodeProperties[];
}

const ROOT = join(__dirname, '..', '..');

/** The POST twins of two updates: the update sends to them when it has a file, so they need no operation. */
const TWINS = ['plans.update-legacy', 'products.update-legacy'];

/** What the executor sends by itself: the site from the credential, page and limit from Return All and Limit. */
const SENT_BY_THE_EXECUTOR = ['site_id', 'page', 'limit'];

const endpoints = (
	JSON.parse(readFileSync(join(ROOT, 'sandbox/contract/core-api.json'), 'utf8')) as Endpoint[]
).filter(({ resource, operation }) => !TWINS.includes(`${resource}.${operation}`));

const operations = readOperations();

const rows = endpoints.map((endpoint) => {
	const matching = operations.filter(
		({ method, path }) => method === endpoint.method && path === shapeOf(endpoint.path),
	);
	const sent = new Set(matching.flatMap(({ fields }) => fields.flatMap(sentBy)));
	const expected = [
		...endpoint.queryParams.map((parameter) => ({ place: 'query', parameter })),
		...endpoint.bodyParams.map((parameter) => ({ place: 'body', parameter })),
	].filter(({ parameter }) => !SENT_BY_THE_EXECUTOR.includes(parameter.name));
	const known = expected.map(({ place, parameter }) => `${place} ${parameter.name}`);
	const missing = known.filter((name) => !sent.has(name) && !sent.has(generic(name)));
	const unknown = [...sent].filter((name) => !known.includes(name) && !isFree(name, known));
	const choices = matching.flatMap(({ fields }) => choicesOf(fields));
	const missingChoices = expected.flatMap(({ parameter }) =>
		(parameter.enum ?? [])
			.map((value) => `${parameter.name}=${value}`)
			.filter((choice) => !choices.includes(choice) && !choices.includes(withoutSign(choice))),
	);
	return { endpoint, matching, total: known.length, missing, unknown, missingChoices };
});

const withoutEndpoint = operations.filter(
	({ method, path }) =>
		!endpoints.some((endpoint) => endpoint.method === method && shapeOf(endpoint.path) === path),
);

report();

function readOperations(): Operation[] {
	const { properties } = new Pelcro().description;
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((list) => {
			const [resource] = list.displayOptions?.show?.resource ?? [];
			return (list.options ?? []).filter(isChoice).map((option) => ({
				name: `${String(resource)}.${String(option.value)}`,
				method: option.routing?.request?.method ?? 'GET',
				path: shapeOf(String(option.routing?.request?.url ?? '')),
				fields: properties.filter(({ displayOptions }) => {
					const { show = {} } = displayOptions ?? {};
					return (
						show.resource?.includes(String(resource)) && show.operation?.includes(option.value)
					);
				}),
			}));
		});
}

/** A path with its placeholders alike, e.g. `/customers/{}`. */
function shapeOf(path: string): string {
	return path
		.replace(/^=/, '')
		.replace(/^\/api\/v1\/core/, '')
		.replace(/\{\{[^}]*\}\}|\{[^}]*\}/g, '{}');
}

/** Where a field's value goes, e.g. `body first_name`; a filter's once for each attribute. */
function sentBy(field: INodeProperties): string[] {
	if (field.type === 'collection') return (field.options ?? []).filter(isField).flatMap(sentBy);
	const { type, property } = field.routing?.send ?? {};
	if (property === undefined) return [];
	if (property !== 'filter') return [`${type} ${property}`];
	return attributesOf(field).map((attribute) => `query filter[${attribute}]`);
}

function attributesOf(field: INodeProperties): string[] {
	const [group] = field.options ?? [];
	const values = group !== undefined && 'values' in group ? group.values : [];
	const attribute = values.find(({ name }) => name === 'attribute');
	return (attribute?.options ?? []).filter(isChoice).map(({ value }) => String(value));
}

/** Choices as `name=value`: of options, of expand, and of the attributes to sort by. */
function choicesOf(fields: INodeProperties[]): string[] {
	return fields.flatMap((field): string[] => {
		if (field.type === 'collection') return choicesOf((field.options ?? []).filter(isField));
		const property = field.routing?.send?.property ?? '';
		if (property === 'sort') return attributesOf(field).map((value) => `sort=${value}`);
		return (field.options ?? [])
			.filter(isChoice)
			.map(({ value }) => `${property}=${String(value)}`);
	});
}

/** A metadata filter stands for all keys. */
function generic(name: string): string {
	return name.replace(/filter\[metadata\..*\]/, 'filter[metadata.]');
}

/** 'Other' and metadata let a filter take any attribute; they are sent only when the user types one. */
function isFree(name: string, known: string[]): boolean {
	return (
		name === 'query filter[other]' ||
		(name === 'query filter[metadata.]' && known.some((entry) => /filter\[metadata\./.test(entry)))
	);
}

function withoutSign(choice: string): string {
	return choice.replace('sort=-', 'sort=');
}

function isField(
	option: NonNullable<INodeProperties['options']>[number],
): option is INodeProperties {
	return 'type' in option;
}

function isChoice(
	option: NonNullable<INodeProperties['options']>[number],
): option is INodePropertyOptions {
	return 'value' in option;
}

function report(): void {
	const resources = [...new Set(endpoints.map(({ resource }) => resource))];
	console.log('resource             endpoints   parameters');
	for (const resource of resources) console.log(line(resource, rowsOf(resource)));
	console.log(line('all', rows));
	const problems = [
		...rows.flatMap(({ endpoint, matching, missing, unknown, missingChoices }) => {
			const name = `${endpoint.resource}.${endpoint.operation}`;
			if (matching.length === 0) return [`${name}: no operation`];
			return [
				...missing.map((field) => `${name}: no field for ${field}`),
				...unknown.map((field) => `${name}: the reference has no ${field}`),
				...missingChoices.map((choice) => `${name}: no choice ${choice}`),
			];
		}),
		...withoutEndpoint.map(({ name, method, path }) => `${name}: no endpoint ${method} ${path}`),
	];
	problems.forEach((problem) => console.log(`  ${problem}`));
	process.exitCode = problems.length === 0 ? 0 : 1;
}

function rowsOf(name: string): typeof rows {
	return rows.filter(({ endpoint }) => endpoint.resource === name);
}

function line(name: string, own: typeof rows): string {
	const covered = own.filter(({ matching }) => matching.length > 0).length;
	const total = own.reduce((sum, row) => sum + row.total, 0);
	const missing = own.reduce(
		(sum, row) => sum + (row.matching.length === 0 ? row.total : row.missing.length),
		0,
	);
	const parameters = `${total - missing} of ${total}`;
	return `${name.padEnd(20)} ${`${covered} of ${own.length}`.padEnd(11)} ${parameters}`;
}
