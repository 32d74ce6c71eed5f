using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>Counts tokens and their cost, and holds them to the job's budget: before a request as far as it can be told, and after.</summary>
/// <param name="settings">The prices and the longest answer.</param>
/// <param name="context">The budget, and what was used before.</param>
/// <param name="before">What earlier versions of the plan have taken.</param>
internal sealed class Spending(AgentSettings settings, AnalysisContext context, AgentUsage before)
{
    // Where a service does not count, four characters are taken for a token.
    private const int CharactersPerToken = 4;

    private long _tokens;
    private double? _cost;

    public AgentUsage Usage { get; private set; } = before;

    private long TotalTokens => (context.Used?.Tokens ?? 0) + _tokens;

    private double TotalCost => (context.Used?.Cost ?? 0) + (_cost ?? 0);

    /// <summary>How many tokens the answer to a request may have.</summary>
    /// <exception cref="WorkFailedException"><c>budget_exceeded</c>: there is no room for the request itself.</exception>
    public int RoomFor(int characters)
    {
        var sent = Tokens(characters);
        var room = (long)settings.MaxTokens;
        if (context.Budget?.Tokens is { } tokens)
        {
            room = Math.Min(room, tokens - TotalTokens - sent);
        }

        if (context.Budget?.Cost is { } most)
        {
            if (settings is not { InputPrice: { } input, OutputPrice: { } output })
            {
                throw Exceeded("a budget of cost is given, and no prices are configured by which it could be held (Agent:InputPrice, Agent:OutputPrice)");
            }

            var left = most - TotalCost - (sent * input / 1e6);
            room = left < 0 ? 0 : output > 0 ? (long)Math.Min(room, left / output * 1e6) : room;
        }

        return room >= 1 ? (int)room : throw Exceeded("another request would exceed it");
    }

    /// <summary>Counts an answer.</summary>
    /// <exception cref="WorkFailedException"><c>budget_exceeded</c>.</exception>
    public void Count(ChatAnswer answer, int sentCharacters, int receivedCharacters)
    {
        var sent = answer.SentTokens ?? Tokens(sentCharacters);
        var received = answer.ReceivedTokens ?? Tokens(receivedCharacters);
        double? cost = settings is { InputPrice: { } input, OutputPrice: { } output } ? ((sent * input) + (received * output)) / 1e6 : null;
        _tokens += sent + received;
        _cost = cost is null ? _cost : (_cost ?? 0) + cost;
        Usage = new AgentUsage(Usage.Requests + 1, Usage.Tokens + sent + received, cost is null ? Usage.Cost : (Usage.Cost ?? 0) + cost);
        context.Reporter.Use(sent + received, cost);
        context.Reporter.Log(string.Create(CultureInfo.InvariantCulture, $"The model answered: {sent} tokens sent, {received} received."));
        if (TotalTokens > context.Budget?.Tokens || TotalCost > context.Budget?.Cost)
        {
            throw Exceeded("what the model has used is more");
        }
    }

    private static long Tokens(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private WorkFailedException Exceeded(string why) => new(
        ErrorCodes.BudgetExceeded,
        string.Create(CultureInfo.InvariantCulture, $"The job's budget does not suffice for its plan: {why}. Used are {TotalTokens} tokens at a cost of {TotalCost:0.######}; allowed are {Text(context.Budget?.Tokens)} tokens at a cost of {Text(context.Budget?.Cost)}."),
        details: JsonSerializer.SerializeToElement(new JsonObject
        {
            ["tokens"] = TotalTokens,
            ["cost"] = TotalCost,
            ["budget"] = new JsonObject { ["tokens"] = context.Budget?.Tokens, ["cost"] = context.Budget?.Cost },
        }));

    private static string Text(IFormattable? bound) => bound?.ToString(null, CultureInfo.InvariantCulture) ?? "any";
}
