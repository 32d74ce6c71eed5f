using Countersign.Scenarios;
using Countersign.Testing.Http;
using Xunit;

namespace Countersign.Functions.Tests;

/// <summary>
/// The Functions host that runs at <c>COUNTERSIGN_SCENARIOS_URL</c>. Tests cannot start one: it needs Core Tools and Azurite, as
/// <c>scripts/run-functions-local.sh</c> does.
/// </summary>
public sealed class FunctionsScenarioHost : IScenarioHost
{
    private const string Variable = "COUNTERSIGN_SCENARIOS_URL";

    public FunctionsScenarioHost()
    {
        var url = Environment.GetEnvironmentVariable(Variable);
        IsThere = !string.IsNullOrEmpty(url);
        Address = new Uri(IsThere ? url! : "http://localhost:7071");
        Name = $"the Functions host at {Address}";
        TestContext.Current.SendDiagnosticMessage(IsThere ? $"Scenarios are played against {Name}." : $"Scenarios are skipped: {Variable} is not set.");
    }

    public Uri Address { get; }

    public string? InputFolder => null;

    public string Name { get; }

    public bool IsForeign => true;

    public WebhookReceiver? Receiver => null;

    private bool IsThere { get; }

    /// <summary>Ends a scenario as skipped when no host was named.</summary>
    internal static FunctionsScenarioHost OrSkip(FunctionsScenarioHost host)
    {
        Assert.SkipUnless(host.IsThere, $"{Variable} names no running Functions host.");
        return host;
    }
}
