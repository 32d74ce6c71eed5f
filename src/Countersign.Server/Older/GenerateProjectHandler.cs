using System.Text.Json;
using System.Text.Json.Nodes;
using Countersign.Contracts;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Jobs;
using Countersign.Contracts.Older;
using Countersign.Server.Http;
using Countersign.Server.Ports;
using Countersign.Server.Tasks;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Older;

/// <summary>Accepts the generation of a project: from a template among the tasks, or from what the kind makes of the goal.</summary>
internal sealed class GenerateProjectHandler(
    JsonBody body, TaskDefinitions tasks, TaskRunner runner, OlderSubmission submission) : IEndpointHandler
{
    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (generation, refusal) = await body.ReadOlderAsync(request.Http, Read, cancellationToken);
        if (generation is null)
        {
            return refusal!;
        }

        var errors = new FieldErrors();
        var task = generation.Template is { } template ? await tasks.FindAsync(template, request.Caller, cancellationToken) : null;
        var job = task is null ? Untemplated(generation) : Templated(task, generation, errors);
        if (!errors.IsEmpty)
        {
            return Refusals.Invalid(errors);
        }

        var facts = generation.Goal is null ? null : new OlderFacts { Goal = generation.Goal };
        var outcome = await submission.SubmitAsync(request, job, facts, OlderSubmission.InputIs(""), cancellationToken);
        if (outcome.Record is not { } record)
        {
            return outcome.Refusal!;
        }

        request.Http.HttpContext.Response.Headers.Location = record.Job.Links.Self;
        var answer = new GenerateAccepted(record.Job.JobId, OlderStatuses.Fold(record.Job.Status), OlderJobs.Message(record.Job, "Generation"));
        return Answers.Json(answer, ContractsJson.Default.GenerateAccepted, StatusCodes.Status202Accepted);
    }

    private SubmitJobRequest Templated(SavedTask task, GenerateRequest generation, FieldErrors errors)
    {
        if (task.Content.Kind != OlderJobs.Generation)
        {
            errors.Add("template", $"is '{task.TaskId}', which runs {task.Content.Kind ?? TaskRunner.KindWithoutOne}; allowed are templates of {OlderJobs.Generation}.");
            return Untemplated(generation);
        }

        var job = runner.Resolve(task, new SubmitJobRequest { TaskId = task.TaskId, Parameters = generation.Parameters }, errors);
        return generation.Goal is null || !errors.IsEmpty
            ? job
            : job with { Input = InputPattern.Overlay(job.Input, InputPattern.ToElement(new JsonObject { ["goal"] = generation.Goal })) };
    }

    private static SubmitJobRequest Untemplated(GenerateRequest generation)
    {
        var input = new JsonObject { ["parameters"] = JsonNode.Parse(generation.Parameters?.GetRawText() ?? "{}") };
        if (generation.Template is { } template)
        {
            input["template"] = template;
        }

        if (generation.Goal is { } goal)
        {
            input["goal"] = goal;
        }

        return new SubmitJobRequest { Kind = OlderJobs.Generation, Name = "Project", Input = InputPattern.ToElement(input) };
    }

    private static GenerateRequest Read(JsonFields fields, FieldErrors errors)
    {
        var generation = new GenerateRequest
        {
            Template = fields.String("template", JobIds.MaxLength),
            Goal = fields.String("goal", OlderFacts.LongestText),
            Parameters = fields.Any("parameters"),
        };
        if (generation.Parameters is { ValueKind: not JsonValueKind.Object })
        {
            errors.Add("parameters", "is no object; allowed is an object.");
        }

        if (generation.Template is null && string.IsNullOrWhiteSpace(generation.Goal))
        {
            errors.Add("goal", "is required unless a template is named; GET /api/templates lists them.");
        }

        return generation;
    }
}
