import type { GatewayWide } from '../routing/model.ts';
import type { DesiredProperties } from './desired.ts';

export function gatewayProperties({
  http2,
  requestBuffering,
  responseBuffering,
}: GatewayWide): DesiredProperties {
  const globalConfiguration = {
    ...(requestBuffering !== undefined && { enableRequestBuffering: requestBuffering }),
    ...(responseBuffering !== undefined && { enableResponseBuffering: responseBuffering }),
  };
  return {
    ...(http2 !== undefined && { enableHttp2: http2 }),
    ...(Object.keys(globalConfiguration).length > 0 && { globalConfiguration }),
  };
}
