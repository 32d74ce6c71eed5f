using System.Reflection;
using System.Text.Json;
using Countersign.Contracts.Events;
using Countersign.Contracts.Workflow;
using Countersign.Server.Http;
using Countersign.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>The functions are the endpoints, orchestrations and activities that every host has, no more and no less.</summary>
public sealed class TriggerTests
{
    /// <summary>HTTP functions that are no endpoint, each with its reason.</summary>
    private static readonly Dictionary<string, string> OfThisHostAlone = new(StringComparer.Ordinal)
    {
        ["ZUnmatched"] = " api/{*path}", // In the embedded host a fallback does this.
    };

    [Fact]
    public void HttpTriggers_AreTheEndpoints()
    {
        var endpoints = ApiEndpoints.All.Select(endpoint => $"{endpoint.Name}: {endpoint.Method} {endpoint.Route}");
        var others = OfThisHostAlone.Select(other => $"{other.Key}: {other.Value}");

        Assert.Equal(
            endpoints.Concat(others).Order(StringComparer.Ordinal),
            FunctionTriggers.Http.Select(function => $"{function.Name}: {function.Method} {function.Route}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Functions_AskForTheEndpointOfTheirName()
    {
        var properties = typeof(ApiEndpoints).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Endpoints", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(Endpoint))
            .ToDictionary(property => ((Endpoint)property.GetValue(null)!).Name, property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.All(
            FunctionTriggers.Http.Where(function => !OfThisHostAlone.ContainsKey(function.Name)),
            function => Assert.Contains($"api.InvokeAsync({properties[function.Name]}, request, durable)", BodyOf(function), StringComparison.Ordinal));
    }

    [Fact]
    public void Routes_AreThoseThatTheFunctionsHostTakes()
    {
        var host = JsonDocument.Parse(Repository.Read("host.json")).RootElement;
        var prefix = host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString();

        Assert.Equal("", prefix);
        Assert.All(FunctionTriggers.Http, function =>
        {
            Assert.NotNull(function.Route);
            Assert.DoesNotMatch("^/?(admin|runtime)", function.Route);
            Assert.Equal(0, function.Authorization); // Function keys would say which app calls, not who.
        });
    }

    [Fact]
    public void Routes_ReachTheirOwnFunction() =>
        Assert.All(FunctionTriggers.Http, function => Assert.Equal(function.Name, RouteOrder.FirstFor(function).Name));

    [Fact]
    public void Activities_HaveTheirWireNames() =>
        Assert.Equal(
            WireNamesExcept(WireNames.JobOrchestration),
            FunctionTriggers.All.Where(function => function.Kind == "Activity").Select(function => function.Name).Order());

    [Fact]
    public void Orchestrations_HaveTheirWireNames() =>
        Assert.Equal(
            [WireNames.JobOrchestration],
            FunctionTriggers.All.Where(function => function.Kind == "Orchestration").Select(function => function.Name));

    [Fact]
    public void HubFunctions_AreTheHubMethods()
    {
        var methods = typeof(HubMethods).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        var functions = FunctionTriggers.All.Where(function => function.Kind == "SignalR").ToArray();

        Assert.Equal(
            methods.Select(method => $"jobs/messages/{method}").Order(StringComparer.Ordinal),
            functions.Select(function => function.HubMessage!).Order(StringComparer.Ordinal));
        Assert.All(functions, function => Assert.Contains($"hub.RunAsync({ConstantOf(function)}, call, stopping)", BodyOf(function), StringComparison.Ordinal));
    }

    [Fact]
    public void Names_AreUniqueWhateverTheirCase() =>
        Assert.Equal(
            FunctionTriggers.All.Count,
            FunctionTriggers.All.Select(function => function.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Functions_AreOneStatement() =>
        Assert.All(FunctionTriggers.All, function => Assert.True(IsOneStatement(function), $"{function.Name} is more than one statement."));

    private static IEnumerable<string> WireNamesExcept(string orchestration) => typeof(WireNames)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!)
        .Where(name => name != orchestration)
        .Order();

    /// <summary>The constant of the method that a hub function answers, as source names it.</summary>
    private static string ConstantOf(FunctionTrigger function) => typeof(HubMethods)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => function.HubMessage!.EndsWith("/" + (string)field.GetRawConstantValue()!, StringComparison.Ordinal))
        .Select(field => $"HubMethods.{field.Name}")
        .Single();

    private static bool IsOneStatement(FunctionTrigger function) =>
        DeclarationOf(function) is { ExpressionBody: not null } or { Body.Statements.Count: 1 };

    private static string BodyOf(FunctionTrigger function) => DeclarationOf(function).ExpressionBody?.Expression.ToString() ?? "";

    private static MethodDeclarationSyntax DeclarationOf(FunctionTrigger function) =>
        (MethodDeclarationSyntax)function.Source.DeclaringSyntaxReferences.Single().GetSyntax();
}
