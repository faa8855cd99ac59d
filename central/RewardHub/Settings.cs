using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RewardHub.Access;
using RewardHub.Databases;
using RewardHub.Pictures;
using RewardHub.Uploads;

namespace RewardHub;

/// <summary>All sections. They are checked before anything starts, and everything that is wrong is said at once; docs/hub.md lists them.</summary>
internal static class Settings
{
    public static void Add(IServiceCollection services)
    {
        Section<HubOptions>(services, "Hub");
        Section<DatabaseOptions>(services, "Database");
        Section<UploadOptions>(services, "Uploads");
        Section<PictureOptions>(services, "Pictures");
        Section<AdminOptions>(services, "Admin");
        Section<ClientCertificateOptions>(services, "ClientCertificates");
    }

    public static void Check(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException e)
        {
            throw new HubException(string.Join("; ", e.Failures), e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw new HubException(string.Join("; ", e.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)), e);
        }
        catch (InvalidOperationException e)
        {
            // A setting that does not exist, or is no number where one is wanted; the message names it.
            throw new HubException(e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}", e);
        }
    }

    private static void Section<T>(IServiceCollection services, string name)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(name, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, ByAttributes<T>>();
    }

    private sealed class ByAttributes<T> : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(fault => fault.ErrorMessage!));
        }
    }
}
