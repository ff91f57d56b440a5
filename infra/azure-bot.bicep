// The Azure Bot of one clinic, with its Teams, Direct Line and Slack channels. How to use it: docs/setup-azure-bot.md.
// Resource types and properties: Microsoft.BotService 2022-09-15, as documented at
// https://learn.microsoft.com/azure/templates/microsoft.botservice/botservices and …/botservices/channels.

targetScope = 'resourceGroup'

@description('Name of the bot in Azure. Unlike the clinic’s name it has no spaces.')
@minLength(4)
@maxLength(42)
param botName string

@description('What people see as its name.')
param displayName string

@description('Address of the Plumbline server, an https origin without a path or a slash at the end: PUBLIC_URL.')
param publicUrl string

@description('The clinic whose visitors write to this bot: the name of its file in content/clinics.')
param clinicId string

@description('Application (client) id of the app registration: BOT_APP_ID.')
param appId string

@description('Tenant where the app registration is: the first of BOT_TENANT_IDS.')
param tenantId string = tenant().tenantId

@description('F0 is free, with a limit of messages on Direct Line; S1 is not.')
@allowed(['F0', 'S1'])
param sku string = 'F0'

@description('Microsoft Teams. To switch it on accepts the terms of that channel.')
param withTeams bool = true

@description('Direct Line, for the website by way of Azure. The server of Plumbline needs none: leave it off unless you want it.')
param withDirectLine bool = false

@description('Slack, with the four values of your Slack app.')
param withSlack bool = false
param slackClientId string = ''
@secure()
param slackClientSecret string = ''
@secure()
param slackSigningSecret string = ''
@secure()
param slackVerificationToken string = ''

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: botName
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: sku
  }
  properties: {
    displayName: displayName
    endpoint: '${publicUrl}/api/messages/${clinicId}'
    msaAppId: appId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenantId
    isStreamingSupported: false
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = if (withTeams) {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
    }
  }
}

resource directLine 'Microsoft.BotService/botServices/channels@2022-09-15' = if (withDirectLine) {
  parent: bot
  name: 'DirectLineChannel'
  location: 'global'
  properties: {
    channelName: 'DirectLineChannel'
    properties: {
      sites: [
        {
          siteName: 'Plumbline'
          isEnabled: true
          isV1Enabled: false
          isV3Enabled: true
          isBlockUserUploadEnabled: true
          isSecureSiteEnabled: true
          trustedOrigins: [
            publicUrl
          ]
        }
      ]
    }
  }
}

resource slack 'Microsoft.BotService/botServices/channels@2022-09-15' = if (withSlack) {
  parent: bot
  name: 'SlackChannel'
  location: 'global'
  properties: {
    channelName: 'SlackChannel'
    properties: {
      isEnabled: true
      clientId: slackClientId
      clientSecret: slackClientSecret
      signingSecret: slackSigningSecret
      verificationToken: slackVerificationToken
      registerBeforeOAuthFlow: true
    }
  }
}

@description('Where Azure sends what visitors write.')
output endpoint string = bot.properties.endpoint
