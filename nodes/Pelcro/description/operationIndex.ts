import type { PelcroOperation, PelcroResource } from '../shared/types';

/** The chosen operation, found without looking at the others. */
export type OperationIndex = ReadonlyMap<
	string,
	{ resource: PelcroResource; operation: PelcroOperation }
>;

/** @returns an index by `operationKey` */
export function indexOperations(resources: readonly PelcroResource[]): OperationIndex {
	return new Map(
		resources.flatMap((resource) =>
			resource.operations.map(
				(operation) =>
					[
						operationKey(resource.value, String(operation.option.value)),
						{ resource, operation },
					] as const,
			),
		),
	);
}

export function operationKey(resource: string, operation: string): string {
	return `${resource}.${operation}`;
}
