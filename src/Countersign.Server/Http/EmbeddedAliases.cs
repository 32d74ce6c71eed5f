namespace Countersign.Server.Http;

/// <summary>
/// Shorter routes that the embedded host answers besides, by the endpoint that they stand for. The Functions host keeps everything
/// below <c>api/</c>, because it refuses routes that begin with <c>admin</c>.
/// </summary>
public static class EmbeddedAliases
{
    /// <summary>Route without a leading slash, to endpoint.</summary>
    public static IReadOnlyDictionary<string, Endpoint> All { get; } = new Dictionary<string, Endpoint>(StringComparer.Ordinal)
    {
        ["health"] = ServiceEndpoints.Health,
        ["openapi.json"] = ServiceEndpoints.OpenApi,
        ["docs"] = DocumentationEndpoints.Docs,
        ["redoc"] = DocumentationEndpoints.Redoc,
        ["admin/jobs"] = JobEndpoints.ListAll,
    };
}
