using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Http;

/// <summary>The identifier that an answer and the server's log share.</summary>
internal static class TraceIds
{
    /// <summary>The W3C trace id where the request is traced, the connection's request id otherwise.</summary>
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
