using System.Globalization;
using Countersign.Contracts.Errors;
using Countersign.Kinds.Outbound;

namespace Countersign.Kinds.HttpPipeline;

/// <summary>Sends a request, and again where the machine failed: every request that gets here is safe or carries an idempotency key.</summary>
internal sealed class RequestSending(IOutboundHttp http, TimeProvider clock)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>Sends it until there is an answer that another try would not better.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="retries">How often it is repeated at most.</param>
    /// <param name="accepts">Whether a status is the right one, whatever it usually means.</param>
    /// <param name="log">Told of each try.</param>
    /// <param name="onTry">Told the number of each try before it begins, from 1.</param>
    /// <param name="cancellationToken">Stops trying and waiting.</param>
    /// <exception cref="WorkFailedException">What the client throws, after the last try.</exception>
    public async Task<OutboundAnswer> SendAsync(
        OutboundRequest request,
        int retries,
        Func<int, bool> accepts,
        Action<string, JobLogLevel> log,
        Action<int> onTry,
        CancellationToken cancellationToken)
    {
        var what = $"{request.Method} {request.Url.AbsoluteUri}";
        for (var number = 1; ; number++)
        {
            onTry(number);
            TimeSpan? wait = number <= retries ? TimeSpan.FromSeconds(1 << (number - 1)) : null;
            string outcome;
            try
            {
                var answer = await http.SendAsync(request, cancellationToken);
                outcome = string.Create(CultureInfo.InvariantCulture, $"{answer.Status} in {answer.Duration.TotalSeconds:0.000} s");
                wait = IsOfTheMachine(answer.Status) && !accepts(answer.Status) ? LongEnough(wait, answer) : null;
                if (wait is null)
                {
                    log($"{what} -> {outcome}", accepts(answer.Status) ? JobLogLevel.Info : JobLogLevel.Warning);
                    return answer;
                }
            }
            catch (WorkFailedException failure) when (failure.Retryable && wait is not null)
            {
                outcome = failure.Message;
            }

            log(string.Create(CultureInfo.InvariantCulture, $"{what} -> {outcome}; again in {wait.Value.TotalSeconds:0} s"), JobLogLevel.Warning);
            await Task.Delay(wait.Value, clock, cancellationToken);
        }
    }

    private static bool IsOfTheMachine(int status) => status is 429 or 502 or 503 or 504;

    /// <summary>As long as the answer asks for; null when that is longer than is waited at all, so that nobody is asked too early.</summary>
    private TimeSpan? LongEnough(TimeSpan? wait, OutboundAnswer answer)
    {
        if (wait is null || answer.Header("Retry-After") is not { } text)
        {
            return wait;
        }

        // RFC 9110, section 10.2.3: seconds or a date.
        var asked = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date - clock.GetUtcNow()
                : wait.Value;
        return asked > LongestWait ? null : asked > wait ? asked : wait;
    }
}
