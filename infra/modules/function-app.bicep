metadata description = 'The Functions host: Flex Consumption, .NET 10 isolated. Every connection is an address and an identity.'

@description('Name of the function app.')
param name string

@description('Name of the plan.')
param planName string

@description('Region of the app and its plan.')
param location string

@description('Tags of the app and its plan.')
param tags object

@description('Instances to which the app may scale out.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Memory of an instance, in megabytes; processor and network come in proportion.')
@allowed([
  512
  2048
  4096
])
param instanceMemoryMB int

@description('Instances that always run the orchestrations and activities, so that the first job after a pause does not wait. They are paid for idle, too.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int

@description('Resource id of the identity that the app runs as.')
param identityId string

@description('Client id of the identity that the app runs as.')
param identityClientId string

@description('Name of the storage account.')
param storageAccountName string

@description('Blob endpoint of the storage account, with a slash at the end.')
param blobEndpoint string

@description('Container that the platform reads the deployed package from.')
param deploymentContainerName string

@description('Address of the SignalR Service.')
param signalRServiceUri string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Address of the signing key.')
param signingKeyUri string

@description('Address of the Durable Task Scheduler; empty when orchestrations are kept in the storage account.')
param schedulerEndpoint string

@description('Name of the task hub.')
param taskHubName string

@description('Log how long each orchestration message waited, for the backlog alert. About one trace per message.')
param measureBacklog bool

@description('Client id of the Entra ID application that stands for this API; empty leaves App Service Authentication off.')
param entraClientId string

@description('Tenant that may sign in.')
param entraTenantId string

@description('Audiences that a token may be for; the application and api://{application} when empty.')
param entraAllowedAudiences string[]

@description('What becomes of a request without a token: refused before the app sees it, or left to the app, which knows API keys.')
@allowed([
  'Return401'
  'AllowAnonymous'
])
param unauthenticatedAction string

@description('Settings that are added to the app, by name; the same as COUNTERSIGN_* environment variables elsewhere.')
param additionalSettings object

var authenticationEnabled = !empty(entraClientId)
var entraIssuer = '${environment().authentication.loginEndpoint}${entraTenantId}/v2.0'
var audiences = empty(entraAllowedAudiences) ? [entraClientId, 'api://${entraClientId}'] : entraAllowedAudiences

var storageSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
}

var signalRSettings = {
  AzureSignalRConnectionString__serviceUri: signalRServiceUri
  AzureSignalRConnectionString__credential: 'managedidentity'
  AzureSignalRConnectionString__clientId: identityClientId
}

var telemetrySettings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

var productSettings = {
  AZURE_CLIENT_ID: identityClientId
  COUNTERSIGN_Storage__AccountName: storageAccountName
  COUNTERSIGN_Storage__ManagedIdentityClientId: identityClientId
  COUNTERSIGN_Proof__KeyUri: signingKeyUri
}

// host.json keeps the Azure Storage backend; these settings override it for one deployment.
var schedulerSettings = empty(schedulerEndpoint)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__hubName: taskHubName
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    }

var backlogSettings = measureBacklog
  ? {
      AzureFunctionsJobHost__logging__logLevel__DurableTask: 'Information'
    }
  : {}

// The platform refuses first, the app checks the same token again. The last setting lets the identity vouch for the
// application where a browser signs in, in place of a client secret.
var authenticationSettings = authenticationEnabled
  ? {
      COUNTERSIGN_Auth__Authority: entraIssuer
      COUNTERSIGN_Auth__Audience: join(audiences, ' ')
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
    }
  : {}

var settings = union(
  storageSettings,
  signalRSettings,
  telemetrySettings,
  productSettings,
  schedulerSettings,
  backlogSettings,
  authenticationSettings,
  additionalSettings
)

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds the app that a service of azure.yaml is deployed to by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'durable'
                instanceCount: alwaysReadyInstances
              }
            ]
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobEndpoint}${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
    }
    siteConfig: {
      http20Enabled: true
      minTlsVersion: '1.2'
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: settings
}

resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

resource authentication 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: authenticationEnabled
    }
    globalValidation: {
      requireAuthentication: authenticationEnabled && unauthenticatedAction != 'AllowAnonymous'
      unauthenticatedClientAction: authenticationEnabled ? unauthenticatedAction : 'AllowAnonymous'
      // What the API leaves open: health, the API's own description, the public keys that proofs are checked with, and the
      // exchange of an API key for a token. The webhook of SignalR has a code of its own.
      excludedPaths: [
        '/api/health'
        '/api/health/live'
        '/api/health/ready'
        '/api/openapi.json'
        '/api/docs'
        '/api/docs/swagger-ui-bundle.js'
        '/api/docs/swagger-ui.css'
        '/api/docs/swagger.js'
        '/api/docs/favicon-32x32.png'
        '/api/docs/redoc.standalone.js'
        '/api/docs/redoc.css'
        '/api/docs/redoc.js'
        '/api/redoc'
        '/api/keys'
        '/api/auth/token'
        '/runtime/webhooks/signalr'
      ]
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: authenticationEnabled
        registration: authenticationEnabled
          ? {
              clientId: entraClientId
              openIdIssuer: entraIssuer
              clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            }
          : {}
        validation: {
          allowedAudiences: authenticationEnabled ? audiences : []
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
    httpSettings: {
      requireHttps: true
    }
  }
}

@description('Resource id of the function app.')
output id string = app.id

@description('Name of the function app.')
output name string = app.name

@description('Host name of the function app.')
output hostName string = app.properties.defaultHostName
