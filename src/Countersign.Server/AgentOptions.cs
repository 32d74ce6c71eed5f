using Countersign.Kinds.AgentPlan;

namespace Countersign.Server;

/// <summary>What <c>agent.plan</c> plans with; section <c>Agent</c>. Without an endpoint it plans by rules.</summary>
public sealed class AgentOptions
{
    /// <summary>The field that bounds an answer in older and most other services.</summary>
    public const string MaxTokensName = "max_tokens";

    /// <summary>The field that newer models of OpenAI take instead.</summary>
    public const string MaxCompletionTokensName = "max_completion_tokens";

    /// <summary>
    /// The base of an OpenAI-compatible service, up to and with its version, such as <c>https://host/v1</c>; requests go to
    /// <c>chat/completions</c> below it. Only the operator says it, and redirects are not followed. None by default.
    /// </summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name there; required with an endpoint.</summary>
    public string Model { get; set; } = "";

    /// <summary>The service's key; none by default. Stands in no answer, log line or artifact.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>The name of a secret that holds the key (<c>Secrets:NAME</c>, or what the host keeps secrets in), in place of <see cref="ApiKey"/>.</summary>
    public string ApiKeySecret { get; set; } = "";

    /// <summary>The header that carries the key: as a bearer token in <c>Authorization</c>, the default, or as it is in any other, such as <c>api-key</c>.</summary>
    public string ApiKeyHeader { get; set; } = "Authorization";

    /// <summary>The most tokens of one answer. Default 4096.</summary>
    public int MaxTokens { get; set; } = 4096;

    /// <summary>What the request calls that bound: <c>max_tokens</c>, the default, or <c>max_completion_tokens</c>.</summary>
    public string MaxTokensField { get; set; } = MaxTokensName;

    /// <summary>0 to 2; not sent by default, since some models take none.</summary>
    public double? Temperature { get; set; }

    /// <summary>How long one answer may take. Default one minute.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most bytes of one answer. Default 256 KiB.</summary>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;

    /// <summary>The most requests for one version of a plan. Default 6.</summary>
    public int MaxRounds { get; set; } = 6;

    /// <summary>The price of a million tokens that are sent, in whatever currency budgets are given. Unknown by default, and then no cost is counted.</summary>
    public double? InputPrice { get; set; }

    /// <summary>The price of a million tokens that come back.</summary>
    public double? OutputPrice { get; set; }

    /// <summary>Kinds that plans may be made of. Default: every kind of the server but <c>agent.plan</c>.</summary>
    public IList<string> Kinds { get; } = [];

    /// <summary>The most jobs of one plan. Default 10.</summary>
    public int MaxJobs { get; set; } = 10;

    internal AgentSettings ToSettings() => new()
    {
        Kinds = [.. Kinds],
        MaxJobs = MaxJobs,
        MaxRounds = MaxRounds,
        MaxTokens = MaxTokens,
        InputPrice = InputPrice,
        OutputPrice = OutputPrice,
    };
}
