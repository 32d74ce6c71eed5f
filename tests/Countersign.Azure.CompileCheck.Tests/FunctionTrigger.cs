using Microsoft.CodeAnalysis;

namespace Countersign.Azure.CompileCheck.Tests;

/// <summary>A function as its source declares it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Kind">The trigger: <c>Http</c>, <c>Activity</c>, <c>Orchestration</c>, <c>Timer</c> or <c>SignalR</c>.</param>
/// <param name="Method">The one HTTP method in capitals; empty where any will do, or where there is none.</param>
/// <param name="Route">The route of an HTTP trigger.</param>
/// <param name="Authorization">The authorization level of an HTTP trigger.</param>
/// <param name="HubMessage">What a SignalR trigger answers: hub, category and method, with slashes between.</param>
/// <param name="Source">The method.</param>
internal sealed record FunctionTrigger(
    string Name, string Kind, string Method, string? Route, int? Authorization, string? HubMessage, IMethodSymbol Source);
