import { filtersField, sortField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';
import { productId } from './fields';

/** Reference: plans, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many plans',
		description: 'Get many plans, of all products or of one',
		routing: { request: { method: 'GET', url: '/plans' } },
	},
	output: 'list',
	fields: [
		{
			...productId,
			description: 'Only plans of this product',
			routing: { send: { type: 'query', property: 'product_id' } },
		},
		filtersField(
			[
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'nickname' },
			],
			'nickname',
		),
		sortField([
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'nickname' },
		]),
	],
};
