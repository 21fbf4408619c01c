/** One parameter of an endpoint, as the reference data holds it. */
export interface ReferenceParameter {
	name: string;
	type: string;
	required: boolean;
	enum: string[] | null;
	description: string;
	nameInferred: boolean;
}

/** One endpoint of the reference data (`core-api.json`). */
export interface ReferenceEndpoint {
	resource: string;
	operation: string;
	method: string;
	path: string;
	pathParams: ReferenceParameter[];
	queryParams: ReferenceParameter[];
	bodyParams: ReferenceParameter[];
	response: string;
	notes: string[];
	status: string;
	pathStatus: string;
	paramsStatus: string;
}

/** A JSON Schema node, as far as this contract uses the vocabulary. */
export interface Schema {
	type?: string | string[];
	format?: string;
	enum?: unknown[];
	description?: string;
	minimum?: number;
	maximum?: number;
	exclusiveMinimum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	uniqueItems?: boolean;
	pattern?: string;
	items?: Schema;
	properties?: Record<string, Schema>;
	patternProperties?: Record<string, Schema>;
	additionalProperties?: boolean;
	required?: string[];
	allOf?: Schema[];
	anyOf?: Schema[];
	default?: unknown;
	contentMediaType?: string;
}
