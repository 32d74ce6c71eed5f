using Countersign.Server.Jobs;
using Countersign.Server.Ports;

namespace Countersign.Server.Older;

internal sealed class GetBuildHandler(IJobStore jobs, JobResults results) : GetOlderJobHandler(jobs, results, OlderJobs.Build, "Build");
