export { PelcroApi } from './credentials/PelcroApi.credentials';
export { Pelcro } from './nodes/Pelcro/Pelcro.node';
