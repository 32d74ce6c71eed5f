using System.Reflection;
using Countersign.Contracts.Workflow;
using Countersign.Server.Http;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Countersign.Functions.Tests;

/// <summary>
/// The functions of the built host are the endpoints, orchestrations and activities that every host has. What the sources say is
/// checked in Debug, where the packages need not restore.
/// </summary>
public sealed class TriggerTests
{
    private static readonly string[] OfThisHostAlone = ["ZUnmatched:  api/{*path}"];

    private static readonly MethodInfo[] Functions = [.. typeof(FunctionsHost).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.IsDefined(typeof(FunctionAttribute)))];

    [Fact]
    public void HttpTriggers_AreTheEndpoints()
    {
        var endpoints = ApiEndpoints.All.Select(endpoint => $"{endpoint.Name}: {endpoint.Method} {endpoint.Route}");
        var functions = With<HttpTriggerAttribute>().Select(function =>
            $"{function.Name}: {string.Join(", ", function.Trigger.Methods ?? []).ToUpperInvariant()} {function.Trigger.Route}");

        Assert.Equal(endpoints.Concat(OfThisHostAlone).Order(StringComparer.Ordinal), functions.Order(StringComparer.Ordinal));
        Assert.All(With<HttpTriggerAttribute>(), function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger.AuthLevel));
    }

    [Fact]
    public void OrchestrationsAndActivities_HaveTheirWireNames()
    {
        var names = typeof(WireNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            With<ActivityTriggerAttribute>().Select(function => function.Name)
                .Concat(With<OrchestrationTriggerAttribute>().Select(function => function.Name))
                .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : Attribute =>
        from method in Functions
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TTrigger>()
        where trigger is not null
        select (method.GetCustomAttribute<FunctionAttribute>()!.Name, trigger);
}
