namespace Countersign.Server.Http;

/// <summary>Every endpoint of the API. Hosts map all of them; nothing else answers.</summary>
public static class ApiEndpoints
{
    /// <summary>In the order of the document.</summary>
    public static IReadOnlyList<Endpoint> All { get; } =
    [
        .. JobEndpoints.All,
        .. ArtifactEndpoints.All,
        .. LifecycleEndpoints.All,
        .. TaskEndpoints.All,
        .. ScheduleEndpoints.All,
        .. WebhookEndpoints.All,
        .. PlanEndpoints.All,
        .. ApprovalEndpoints.All,
        .. EventEndpoints.All,
        .. ProofEndpoints.All,
        .. OlderEndpoints.All,
        .. RunEndpoints.All,
        .. DocumentEndpoints.All,
        .. ServiceEndpoints.All,
        .. AccessEndpoints.All,
        .. DocumentationEndpoints.All,
        .. OperationsEndpoints.All,
        .. UpkeepEndpoints.All,
    ];
}
