/** Lower-case letters, digits and dashes; at most 16, so that names of sub-resources have room for the rest. */
export const INSTANCE_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$/;
