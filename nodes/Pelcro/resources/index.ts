import type { PelcroResource } from '../shared/types';
import { customer } from './customer';
import { subscription } from './subscription';

/** In the order of the Resource list. */
export const resources: readonly PelcroResource[] = [customer, subscription];
