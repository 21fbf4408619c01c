export { PelcroApi } from './credentials/PelcroApi.credentials';
export { Pelcro } from './nodes/Pelcro/Pelcro.node';
export { PelcroTrigger } from './nodes/PelcroTrigger/PelcroTrigger.node';
