using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.AgentPlan.Model;

/// <summary>
/// Has a model choose jobs by calling functions. What it calls is only a proposal: each call is let in or refused by
/// <see cref="JobAdmission"/>, a refusal is answered back, and the number of requests is bounded.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="admission">Lets jobs in.</param>
/// <param name="settings">The bounds.</param>
/// <param name="spending">Counts what it costs.</param>
internal sealed class ModelPlanner(IChatModel model, JobAdmission admission, AgentSettings settings, Spending spending)
{
    private const int MostCalls = 50;

    private readonly ModelTools _tools = new(admission.Kinds);
    private readonly List<int> _chosen = [];
    private readonly List<RefusedJob> _refused = [];
    private readonly List<string> _reasons = [];
    private readonly List<string> _followUps = [];
    private JsonElement? _inline;

    /// <summary>Everything that was said.</summary>
    public JsonArray Transcript { get; private set; } = [];

    public Task<Proposal> BeginAsync(AgentInput input, SourceGlance? glance, CancellationToken cancellationToken)
    {
        Transcript = ModelPrompt.Begin(input, glance);
        _inline = input.Source;
        return TalkAsync(cancellationToken);
    }

    public Task<Proposal> AnswerAsync(AgentInput input, JsonArray transcript, string feedback, CancellationToken cancellationToken)
    {
        Transcript = (JsonArray)transcript.DeepClone();
        Transcript.Add((JsonNode)ModelPrompt.Feedback(feedback));
        _inline = input.Source;
        return TalkAsync(cancellationToken);
    }

    private async Task<Proposal> TalkAsync(CancellationToken cancellationToken)
    {
        var isOver = false;
        for (var round = 1; round <= settings.MaxRounds && !isOver; round++)
        {
            var sent = Transcript.ToJsonString().Length + _tools.Document.ToJsonString().Length;
            var answer = await model.AskAsync(Transcript, _tools.Document, spending.RoomFor(sent), cancellationToken);
            Add(answer);
            spending.Count(answer, sent, answer.Text.Length + answer.Calls.Sum(call => call.Name.Length + call.Arguments.Length));
            isOver = await FollowAsync(answer, cancellationToken);
        }

        if (!isOver && _chosen.Count == 0)
        {
            var last = _refused.Count > 0 ? $" The last problem: {_refused[^1].Reason}" : "";
            throw new WorkFailedException(
                ErrorCodes.ModelFailed,
                string.Create(CultureInfo.InvariantCulture, $"The model made no plan that can be run in {settings.MaxRounds} requests (Agent:MaxRounds).{last}"));
        }

        if (!isOver)
        {
            _reasons.Add(string.Create(CultureInfo.InvariantCulture, $"The model did not come to an end in {settings.MaxRounds} requests (Agent:MaxRounds); these are the jobs until then."));
        }

        return new Proposal { Chosen = _chosen, Refused = _refused, Reasons = _reasons, FollowUps = _followUps };
    }

    private void Add(ChatAnswer answer)
    {
        var message = ModelPrompt.Message("assistant", answer.Text);
        if (answer.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. answer.Calls.Select(call => (JsonNode)new JsonObject
            {
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })]);
        }

        Transcript.Add((JsonNode)message);
    }

    /// <returns>Whether the model has come to an end.</returns>
    private async Task<bool> FollowAsync(ChatAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Calls.Count == 0)
        {
            _reasons.Add(answer.Text.Length > 0 ? PlainText.Of(answer.Text) : "The model gave no reason.");
            return true;
        }

        var (finished, problems) = (false, 0);
        for (var i = 0; i < answer.Calls.Count; i++)
        {
            var call = answer.Calls[i];
            var problem = i >= MostCalls ? $"At most {MostCalls} calls of a message are looked at." : null;
            var arguments = problem is null ? Arguments(call, out problem) : null;
            if (arguments is not null && call.Name == ModelTools.Finish)
            {
                finished = true;
                TakeEnding(arguments);
            }
            else if (arguments is not null)
            {
                problem = await AdmitAsync(call, arguments, answer.Text, cancellationToken);
            }

            problems += problem is null ? 0 : 1;
            Transcript.Add((JsonNode)ModelPrompt.Result(call.Id, problem is null ? "Accepted." : $"Error: {problem}"));
        }

        // An error in the message that ends the plan is for the model to correct.
        return finished && problems == 0;
    }

    private async Task<string?> AdmitAsync(ChatToolCall call, JsonObject arguments, string why, CancellationToken cancellationToken)
    {
        var kind = _tools.KindOf(call.Name);
        if (arguments["source"] is JsonObject { Count: 1 } source && source.ContainsKey("inline") && _inline is { } inline)
        {
            arguments["source"] = JsonNode.Parse(inline.GetRawText());
        }

        var (job, problem) = await admission.AdmitAsync(
            kind, JsonSerializer.SerializeToElement(arguments), why.Length > 0 ? why : "the model proposes it", _chosen.Count, cancellationToken);
        if (job is null)
        {
            _refused.Add(new RefusedJob(PlainText.Of(kind), problem!));
        }
        else
        {
            // What the model has corrected is no refusal any more.
            _refused.RemoveAll(refused => refused.Kind == job.Kind);
            _chosen.AddRange(new[] { job.Number }.Except(_chosen));
        }

        return problem;
    }

    private void TakeEnding(JsonObject arguments)
    {
        if (arguments["reason"] is JsonValue reason && reason.TryGetValue(out string? text) && text.Length > 0)
        {
            _reasons.Add(PlainText.Of(text));
        }

        if (arguments["follow_ups"] is JsonArray followUps)
        {
            _followUps.AddRange(followUps.OfType<JsonValue>().Take(MostCalls).Select(value => value.TryGetValue(out string? followUp) ? followUp : "").Where(followUp => followUp.Length > 0).Select(PlainText.Of));
        }
    }

    private static JsonObject? Arguments(ChatToolCall call, out string? problem)
    {
        try
        {
            problem = null;
            if (JsonNode.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments) is JsonObject arguments)
            {
                // Members are looked up only here: a name that stands twice shows now.
                _ = arguments.Count;
                return arguments;
            }

            problem = "The arguments are no JSON object.";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            problem = "The arguments are no JSON object: " + PlainText.Of(exception.Message);
        }

        return null;
    }
}
