using System.Text.Json.Serialization;

namespace Countersign.Server.Live;

[JsonSerializable(typeof(HubTicket))]
internal sealed partial class HubTicketJson : JsonSerializerContext;
