using Countersign.Kinds.AgentPlan;
using Countersign.Server.Secrets;
using Microsoft.Extensions.Options;

namespace Countersign.Server;

internal sealed class AgentOptionsValidator : IValidateOptions<AgentOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentOptions options)
    {
        var problems = new OptionProblems();
        if (options.Endpoint.Length > 0)
        {
            CheckEndpoint(options, problems);
        }

        problems.Require(options.ApiKey.Length == 0 || options.ApiKeySecret.Length == 0, "Agent:ApiKeySecret", options.ApiKeySecret, "either it or Agent:ApiKey");
        problems.Require(options.ApiKeySecret.Length == 0 || SecretReferences.IsName(options.ApiKeySecret), "Agent:ApiKeySecret", options.ApiKeySecret, $"the name of a secret ({SecretReferences.NamePattern})");
        // A key is never repeated in a message.
        problems.Require(options.ApiKey.All(letter => letter is > ' ' and <= '~'), "Agent:ApiKey", "(hidden)", "printable ASCII without blanks");
        problems.Require(
            options.ApiKeyHeader.Length > 0 && options.ApiKeyHeader.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'),
            "Agent:ApiKeyHeader", options.ApiKeyHeader, "the name of a header, such as Authorization or api-key");
        problems.Require(
            options.MaxTokensField is AgentOptions.MaxTokensName or AgentOptions.MaxCompletionTokensName,
            "Agent:MaxTokensField", options.MaxTokensField, $"{AgentOptions.MaxTokensName} or {AgentOptions.MaxCompletionTokensName}");
        problems.Require(options.Temperature is null or (>= 0 and <= 2), "Agent:Temperature", options.Temperature ?? 0, "0 to 2");
        problems.Require(options.MaxTokens is >= 16 and <= 1_000_000, "Agent:MaxTokens", options.MaxTokens, "16 to 1000000");
        problems.Require(options.Timeout > TimeSpan.Zero && options.Timeout <= TimeSpan.FromMinutes(10), "Agent:Timeout", options.Timeout, "more than 0 and at most 00:10:00");
        problems.Require(options.MaxAnswerBytes is >= 1024 and <= 16 << 20, "Agent:MaxAnswerBytes", options.MaxAnswerBytes, "1024 to 16777216");
        problems.Require(options.MaxRounds is >= 1 and <= 50, "Agent:MaxRounds", options.MaxRounds, "1 to 50");
        problems.Require(options.MaxJobs is >= 1 and <= 50, "Agent:MaxJobs", options.MaxJobs, "1 to 50");
        problems.Require(options.InputPrice is null or (>= 0 and <= 1e6), "Agent:InputPrice", options.InputPrice ?? 0, "0 to 1000000 for a million tokens");
        problems.Require(options.OutputPrice is null or (>= 0 and <= 1e6), "Agent:OutputPrice", options.OutputPrice ?? 0, "0 to 1000000 for a million tokens");
        problems.Require((options.InputPrice is null) == (options.OutputPrice is null), "Agent:OutputPrice", options.OutputPrice?.ToString() ?? "(none)", "to be set together with Agent:InputPrice");
        problems.Require(!options.Kinds.Contains(AgentPlanKind.Name), "Agent:Kinds", AgentPlanKind.Name, "any other kind");
        return problems.ToResult();
    }

    private static void CheckEndpoint(AgentOptions options, OptionProblems problems)
    {
        problems.Require(options.Model.Length > 0, "Agent:Model", options.Model, "the name of a model of the endpoint");
        var isUrl = Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var url)
            && url.Scheme is "https" or "http" && url is { UserInfo: "", Query: "", Fragment: "" };
        problems.Require(isUrl, "Agent:Endpoint", options.Endpoint, "an absolute https or http URL without user, password and query, such as https://host/v1");
        var hasKey = options.ApiKey.Length > 0 || options.ApiKeySecret.Length > 0;
        problems.Require(!isUrl || !hasKey || url!.Scheme == "https" || url.IsLoopback, "Agent:Endpoint", options.Endpoint, "https where a key is sent to another machine");
    }
}
