using Countersign.Contracts;
using Countersign.Contracts.Upkeep;
using Countersign.Server.Http;
using Microsoft.AspNetCore.Http;

namespace Countersign.Server.Upkeep;

/// <summary>Looks at everything, for as long as somebody waits for an answer.</summary>
internal sealed class GetDoctorHandler(Doctor doctor, TimeProvider clock) : IEndpointHandler
{
    private const int MostItems = 1000;

    /// <summary>Below the time after which gateways give up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    public async Task<IResult> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var items = new List<DoctorFinding>();
        var complete = true;
        try
        {
            await foreach (var finding in doctor.ExamineAllAsync(either.Token))
            {
                if (items.Count == MostItems)
                {
                    complete = false;
                    break;
                }

                items.Add(finding.Show());
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            complete = false;
        }

        return Answers.Json(new DoctorReport(items, complete), ContractsJson.Default.DoctorReport);
    }
}
