import type { PelcroOperation, PelcroResource } from '../shared/types';

/** Of records that stand in others, the attributes that come out, by the name under which they stand there. */
export type RelatedFields = ReadonlyMap<string, readonly string[]>;

/** The chosen operation, found without looking at the others. */
export type OperationIndex = ReadonlyMap<
	string,
	{ resource: PelcroResource; operation: PelcroOperation; related: RelatedFields }
>;

/** @returns an index by `operationKey` */
export function indexOperations(resources: readonly PelcroResource[]): OperationIndex {
	const related = relatedFields(resources);
	return new Map(
		resources.flatMap((resource) =>
			resource.operations.map(
				(operation) =>
					[
						operationKey(resource.value, String(operation.option.value)),
						{ resource, operation, related },
					] as const,
			),
		),
	);
}

export function operationKey(resource: string, operation: string): string {
	return `${resource}.${operation}`;
}

export function relatedFields(resources: readonly PelcroResource[]): RelatedFields {
	return new Map(
		resources.flatMap(({ simplifiedFields, related: { under, fields } = { under: [] } }) => {
			const shown = fields ?? simplifiedFields;
			return shown === undefined ? [] : under.map((name) => [name, shown] as const);
		}),
	);
}
