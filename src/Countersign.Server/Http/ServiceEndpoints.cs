using System.Text.Json;
using Countersign.Contracts.Health;
using Countersign.Contracts.Statistics;
using Countersign.Server.Capabilities;
using Countersign.Server.Health;
using Countersign.Server.OpenApi;
using Countersign.Server.Statistics;

namespace Countersign.Server.Http;

/// <summary>What the service is, and how it is.</summary>
public static class ServiceEndpoints
{
    private const string Tag = "service";

    public static Endpoint Capabilities { get; } = new()
    {
        Name = "GetCapabilities",
        Method = "GET",
        Route = "api/capabilities",
        Tag = Tag,
        Summary = "List the kinds of jobs with their schemas, and the limits.",
        Handler = typeof(GetCapabilitiesHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(Contracts.Kinds.Capabilities), "What this server can do.")],
    };

    public static Endpoint Health { get; } = new()
    {
        Name = "GetHealth",
        Method = "GET",
        Route = "api/health",
        Tag = Tag,
        Summary = "How the parts are.",
        Handler = typeof(GetHealthHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(HealthReport), "The body tells, also when a part is broken.")],
    };

    public static Endpoint Liveness { get; } = new()
    {
        Name = "GetLiveness",
        Method = "GET",
        Route = "api/health/live",
        Tag = Tag,
        Summary = "Whether the process answers.",
        Handler = typeof(GetLivenessHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(HealthReport), "It does.")],
    };

    public static Endpoint Readiness { get; } = new()
    {
        Name = "GetReadiness",
        Method = "GET",
        Route = "api/health/ready",
        Tag = Tag,
        Summary = "Whether requests should be sent here.",
        Handler = typeof(GetReadinessHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(HealthReport), "Every part works."), new(503, typeof(HealthReport), "The parts marked unhealthy do not work.")],
    };

    public static Endpoint Statistics { get; } = new()
    {
        Name = "GetStatistics",
        Method = "GET",
        Route = "api/stats",
        Tag = Tag,
        Summary = "How busy the service is: process, disk, jobs and subscribers.",
        Handler = typeof(GetStatisticsHandler),
        Scope = EndpointScope.Read,
        Responses = [new(200, typeof(ServiceStatistics), "Process and subscribers are those of the process that answers.")],
    };

    public static Endpoint OpenApi { get; } = new()
    {
        Name = "GetOpenApi",
        Method = "GET",
        Route = "api/openapi.json",
        Tag = Tag,
        Summary = "This document.",
        Handler = typeof(GetOpenApiHandler),
        Scope = EndpointScope.Public,
        Responses = [new(200, typeof(JsonElement), "OpenAPI 3.1.")],
    };

    public static IReadOnlyList<Endpoint> All { get; } = [Capabilities, Health, Liveness, Readiness, Statistics, OpenApi];
}
