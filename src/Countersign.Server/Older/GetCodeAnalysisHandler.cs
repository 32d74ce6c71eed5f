using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

internal sealed class GetCodeAnalysisHandler(IJobStore jobs, JobResults results)
    : GetOlderJobHandler(jobs, results, OlderJobs.Analysis, "Analysis");
