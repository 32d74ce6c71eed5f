using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Kinds.Parameters;
using Countersign.Server.Access;
using Countersign.Server.Http;
using Countersign.Server.Jobs;

namespace Countersign.Server.Tasks;

/// <summary>Makes jobs of tasks.</summary>
internal sealed class TaskRunner(TaskDefinitions tasks, SubmitJobBody submission, JobSubmission jobs)
{
    /// <summary>What runs a task that names no kind.</summary>
    public const string KindWithoutOne = "agent.plan";

    /// <summary>Submits a job of a task: what the request does not say is the task's.</summary>
    /// <param name="request">The request, which may carry a key.</param>
    /// <param name="sent">The job with its task.</param>
    /// <param name="cancellationToken">Stops before the job is stored.</param>
    public async Task<SubmissionOutcome> SubmitAsync(ApiRequest request, SubmitJobRequest sent, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var job = await ResolveAsync(request.Caller, sent, errors, cancellationToken);
        return errors.IsEmpty ? await jobs.SubmitAsync(request, job, cancellationToken) : new SubmissionOutcome(Refusals.Invalid(errors));
    }

    /// <summary>The job that somebody's submission makes, of its task where it names one; problems are noted.</summary>
    public async Task<NewJob> ResolveAsync(Caller caller, SubmitJobRequest sent, FieldErrors errors, CancellationToken cancellationToken)
    {
        if (sent.TaskId is null)
        {
            return new NewJob(sent, sent);
        }

        var task = await tasks.FindAsync(sent.TaskId, caller, cancellationToken);
        if (task is null && sent is { Kind: not null, Input: not null })
        {
            // No task, just a name that jobs are grouped by.
            return new NewJob(sent, sent);
        }

        return new NewJob(sent, task is null ? Unknown(sent, errors) : Resolve(task, sent, errors));
    }

    /// <summary>The job that a request makes of a task. Pure, but for the kinds that this server has.</summary>
    public SubmitJobRequest Resolve(SavedTask task, SubmitJobRequest sent, FieldErrors errors)
    {
        var content = task.Content;
        var kind = sent.Kind ?? content.Kind ?? KindWithoutOne;
        if (sent.Input is null && kind != (content.Kind ?? KindWithoutOne))
        {
            errors.Add("kind", $"is '{kind}', and the task's is '{content.Kind ?? KindWithoutOne}'; allowed is another kind with an input of its own.");
            return sent;
        }

        var job = sent with
        {
            Kind = kind,
            Input = sent.Input ?? InputOf(task, sent.Parameters, errors),
            Parameters = null,
            Name = sent.Name ?? task.Name,
            Tags = sent.Tags ?? content.Tags,
            Approval = sent.Approval ?? content.Approval,
            MaxRounds = sent.MaxRounds ?? content.MaxRounds,
        };
        if (errors.IsEmpty)
        {
            submission.CheckInput(job, errors);
        }

        return job;
    }

    private static JsonElement InputOf(SavedTask task, JsonElement? parameters, FieldErrors errors)
    {
        if (parameters is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add("parameters", "is no object; allowed is an object.");
            return default;
        }

        var content = task.Content;
        if (content.ParameterSchema is { } schema)
        {
            var values = ParameterValues.Read(schema, InputPattern.Overlay(content.Parameters, parameters), errors);
            return content.Input is { } pattern ? InputPattern.Fill(pattern, values) : Goal(task, InputPattern.ToElement(values));
        }

        var overlay = InputPattern.Overlay(content.Parameters, parameters);
        return content.Kind is null && content.Input is null ? Goal(task, overlay) : InputPattern.Overlay(content.Input, overlay);
    }

    private static JsonElement Goal(SavedTask task, JsonElement parameters)
    {
        if (task.Content.Kind is not null)
        {
            return parameters;
        }

        var input = new JsonObject { ["goal"] = string.IsNullOrWhiteSpace(task.Content.Description) ? task.Name : task.Content.Description };
        if (parameters.EnumerateObject().Any())
        {
            input["parameters"] = JsonNode.Parse(parameters.GetRawText());
        }

        return InputPattern.ToElement(input);
    }

    private static SubmitJobRequest Unknown(SubmitJobRequest sent, FieldErrors errors)
    {
        errors.Add("task_id", $"is '{sent.TaskId}', which names no task (GET /api/tasks lists them); allowed is another, or a job with kind and input.");
        return sent;
    }
}
