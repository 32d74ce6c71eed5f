using System.Text.Json;
using Countersign.Contracts.Errors;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Sends the request of one step; when that fails, undoes the steps before it.</summary>
internal sealed class PipelineExecution
{
    private readonly StepContext _context;
    private readonly RequestSending _sending;
    private readonly TimeProvider _clock;
    private readonly PipelineInput _input;
    private readonly CapturedValues _captured;
    private readonly Compensations _compensations;

    public PipelineExecution(StepContext context, RequestSending sending, ISealedValues seals, TimeProvider clock)
    {
        _context = context;
        _sending = sending;
        _clock = clock;
        _input = PipelineInput.Parse(context.Input, PipelineAnalyzer.SecretsOf(context.Analysis));
        _captured = new CapturedValues(context, _input, seals);
        _compensations = new Compensations(context, _input, _captured, sending, clock);
    }

    /// <exception cref="WorkFailedException">The step failed, and the steps before it are undone as far as they can be.</exception>
    public async Task<JsonElement> RunAsync(CancellationToken cancellationToken)
    {
        if (UndoNote.Read(_context.Note) is { } noted)
        {
            throw noted.Attempt == _context.Attempt ? await UndoAsync(noted, cancellationToken) : Undone(noted);
        }

        var step = _input.Steps.First(candidate => candidate.Id == _context.Step.Id);
        var record = new StepRecord(step.Id, RequestPreview.Line(step.Request, _input.Known()));
        try
        {
            await SendAsync(step, record, cancellationToken);
            return record.ToJson();
        }
        catch (WorkFailedException failure)
        {
            throw await FailAsync(UndoNote.Of(_context.Attempt, failure, record.ToJson()), cancellationToken);
        }
    }

    private async Task SendAsync(PipelineStep step, StepRecord record, CancellationToken cancellationToken)
    {
        var variables = _captured.Load();
        var request = RequestBuilder.Build(
            step.Request, variables, IdempotencyKey.Of(_context, step.Id), step.Timeout, step.FollowsRedirects);
        var startedAt = _clock.GetTimestamp();
        try
        {
            var answer = await _sending.SendAsync(
                request, step.Retries, step.Accepts, _context.Reporter.Log, number => record.Attempts = number, cancellationToken);
            var body = new AnswerBody(answer);
            (record.Status, record.Redirects, record.Response) = (answer.Status, answer.Redirects, body.ToSummary());
            _captured.HideIn(step, body);
            Expectations.Require(step, answer, body, variables, record);
            _captured.Take(step, body, record);
        }
        finally
        {
            record.Duration = _clock.GetElapsedTime(startedAt);
        }
    }

    private async Task<WorkFailedException> FailAsync(UndoNote note, CancellationToken cancellationToken)
    {
        if (_compensations.Due.Count > 0)
        {
            // Before anything is undone: whoever repeats this run must not send the request again and go on.
            await _context.NoteAsync(note.ToJson(), cancellationToken);
        }

        return await UndoAsync(note, cancellationToken);
    }

    private async Task<WorkFailedException> UndoAsync(UndoNote note, CancellationToken cancellationToken)
    {
        var outcomes = await _compensations.RunAsync(cancellationToken);
        var done = outcomes.Count(outcome => outcome!["outcome"]!.GetValue<string>() == "done");
        var told = outcomes.Count == 0 ? "" : $" Undone: {done} of the {outcomes.Count} finished steps that can be.";
        return new WorkFailedException(
            note.Code,
            note.Message + told,
            details: PipelineReport.Of(
                [.. _context.Plan.Steps.Where(step => _context.Results.ContainsKey(step.Id)).Select(step => _context.Results[step.Id]), note.Step],
                _context.Step.Id,
                outcomes));
    }

    private WorkFailedException Undone(UndoNote note) => new(
        ErrorCodes.StepsUndone,
        $"Step '{_context.Step.Id}' failed before ({note.Code}), and the steps before it were undone then: the job cannot go on from here. A rerun begins anew.",
        details: PipelineReport.Of([note.Step], _context.Step.Id));
}
