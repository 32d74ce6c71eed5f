using Microsoft.Extensions.DependencyInjection;

namespace Countersign.Server.Schedules;

internal static class ScheduleRegistration
{
    public static IServiceCollection AddSchedules(this IServiceCollection services) =>
        services.AddSingleton<ScheduleBody>().AddSingleton<ScheduleSignal>().AddSingleton<IDueSchedules, DueSchedules>();
}
